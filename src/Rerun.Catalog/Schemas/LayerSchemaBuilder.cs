using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog;

/// <summary>Collects the columns of one layer (one recording of one file), chunk by chunk.</summary>
public sealed class LayerSchemaBuilder
{
    private readonly Dictionary<string, IndexKind> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntityPath Entity, string Component), ComponentColumnDescriptor> _components = [];

    /// <summary>Adds a timeline of a chunk. Where chunks disagree on the kind, the last one counts.</summary>
    /// <param name="name">The timeline's name.</param>
    /// <param name="kind">What its values count.</param>
    public void AddTimeline(string name, IndexKind kind) => _indexes[name] = kind;

    /// <summary>
    /// Adds a component column of a chunk; one by which old programs said what archetype they logged is left out. Where chunks disagree on the type, the
    /// last one that is more than null counts; on archetype and component type, the first.
    /// </summary>
    /// <param name="entityPath">The chunk's entity.</param>
    /// <param name="descriptor">The component.</param>
    /// <param name="type">The type of the column in the chunk: a list.</param>
    /// <param name="isStatic">Whether the chunk is static.</param>
    /// <param name="hasValues">Whether any list of the column has an element; true where that is not known.</param>
    public void AddComponent(EntityPath entityPath, ComponentDescriptor descriptor, IArrowType type, bool isStatic, bool hasValues)
    {
        if (IsIndicator(descriptor))
        {
            return;
        }

        var key = (entityPath, descriptor.Component);
        var known = _components.GetValueOrDefault(key);
        var kept = known is not null && DatasetSchema.IsListOfNull(type) ? known.StoreType : type;
        _components[key] = new ComponentColumnDescriptor(entityPath, descriptor.Component, kept)
        {
            Archetype = known is null ? descriptor.Archetype : known.Archetype,
            ComponentType = known is null ? descriptor.ComponentType : known.ComponentType,
            IsStatic = isStatic || known is { IsStatic: true },
            IsSemanticallyEmpty = !hasValues && known is null or { IsSemanticallyEmpty: true },
            IsTombstone = (known is null ? descriptor.Archetype : known.Archetype) == ColumnMetadata.ClearArchetype,
        };
    }

    /// <summary>The columns so far.</summary>
    public DatasetSchema Build() =>
        new(_indexes.Select(index => new IndexColumnDescriptor(index.Key, index.Value)), _components.Values);

    private static bool IsIndicator(ComponentDescriptor descriptor) =>
        descriptor.Component.StartsWith("rerun.components.", StringComparison.Ordinal)
        && descriptor.Component.EndsWith("Indicator", StringComparison.Ordinal);
}
