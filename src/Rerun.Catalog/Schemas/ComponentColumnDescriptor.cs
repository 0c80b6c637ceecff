using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog;

/// <summary>A component column of a dataset. Mirrors <c>rerun.catalog.ComponentColumnDescriptor</c>.</summary>
public sealed record ComponentColumnDescriptor : ColumnDescriptor
{
    private readonly string _name;
    private readonly IArrowType _storeType;

    /// <summary>Describes a column.</summary>
    /// <param name="entityPath">The entity.</param>
    /// <param name="component">The component identifier, for example <c>Points3D:positions</c>.</param>
    /// <param name="storeType">The Arrow type; of a list the item is taken as nullable and named <c>item</c>.</param>
    public ComponentColumnDescriptor(EntityPath entityPath, string component, IArrowType storeType)
    {
        EntityPath = entityPath;
        Component = component;
        _storeType = Normalize(storeType);
        _name = NameOf(entityPath, component);
    }

    /// <summary>The entity that the column belongs to.</summary>
    public EntityPath EntityPath { get; }

    /// <summary>The component identifier, for example <c>Points3D:positions</c>, or a bare user name.</summary>
    public string Component { get; }

    /// <summary>The full name of the archetype, for example <c>rerun.archetypes.Points3D</c>, or null.</summary>
    public string? Archetype { get; init; }

    /// <summary>The full name of the component type, for example <c>rerun.components.Position3D</c>, or null.</summary>
    public string? ComponentType { get; init; }

    /// <summary>Whether some chunk holds the column without any timeline.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether the column holds no value at all: every cell is null or an empty list.</summary>
    public bool IsSemanticallyEmpty { get; init; }

    /// <summary>Whether the column belongs to the archetype that clears entities.</summary>
    public bool IsTombstone { get; init; }

    /// <summary>Whether the column is a property of the recording.</summary>
    public bool IsProperty => EntityPath.Parts is [ColumnMetadata.PropertiesPart, ..];

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override IArrowType StoreType => _storeType;

    /// <summary>The name of a component's column: entity and component, or <c>property:</c> and what lies below the properties.</summary>
    /// <param name="entityPath">The entity.</param>
    /// <param name="component">The component identifier.</param>
    public static string NameOf(EntityPath entityPath, string component)
    {
        if (entityPath.Parts is not [ColumnMetadata.PropertiesPart, ..])
        {
            return $"{entityPath}:{component}";
        }

        var below = entityPath.ToString()[(ColumnMetadata.PropertiesPart.Length + 1)..].TrimStart('/');
        return below.Length == 0 ? $"property:{component}" : $"property:{below}:{component}";
    }

    /// <inheritdoc/>
    public override Field ToField()
    {
        var metadata = new Dictionary<string, string>(8);
        Add(ColumnMetadata.Archetype, Archetype);
        Add(ColumnMetadata.Component, Component);
        Add(ColumnMetadata.ComponentType, ComponentType);
        Add(ColumnMetadata.EntityPath, EntityPath.ToString());
        Add(ColumnMetadata.IsSemanticallyEmpty, IsSemanticallyEmpty ? "true" : null);
        Add(ColumnMetadata.IsStatic, IsStatic ? "true" : null);
        Add(ColumnMetadata.IsTombstone, IsTombstone ? "true" : null);
        Add(ColumnMetadata.Kind, ColumnMetadata.KindData);
        return new Field(_name, _storeType, true, metadata);

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                metadata.Add(key, value);
            }
        }
    }

    private static IArrowType Normalize(IArrowType type) =>
        type is ListType { ValueField: not { Name: "item", IsNullable: true, HasMetadata: false } } list ? new ListType(list.ValueDataType) : type;
}
