using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>How a property of a recording appears in the partition table and the manifest.</summary>
internal static class PropertyColumn
{
    private const string Root = "__properties";

    private static readonly string[] ArchetypePrefixes = ["rerun.archetypes.", "rerun.blueprint.archetypes.", "rerun."];

    /// <summary>Whether an entity holds properties of these tables. As on a 0.27.3 server the recording's own name and start do not count.</summary>
    public static bool IsProperty(EntityPath entity) => entity.Parts is [Root, _, ..];

    /// <summary>The column of a property, by its name and metadata.</summary>
    public static Field Describe(EntityPath entity, ComponentDescriptor component, IArrowType type)
    {
        var metadata = new Dictionary<string, string>
        {
            ["rerun:component"] = component.Component,
            ["rerun:entity_path"] = entity.ToString(),
            ["rerun:kind"] = "data",
        };
        if (component.Archetype is { } archetype)
        {
            metadata["rerun:archetype"] = archetype;
        }

        if (component.ComponentType is { } componentType)
        {
            metadata["rerun:component_type"] = componentType;
        }

        return new Field(NameOf(entity, component), type, nullable: true, metadata);
    }

    /// <summary>The type of the column: of a fixed-size list the items may be null there, whatever they were in the recording.</summary>
    public static ListType TypeOf(ListType type) =>
        new(new Field("item", type.ValueDataType is FixedSizeListType list ? WithNullableItems(list) : type.ValueDataType, nullable: true));

    /// <summary>The column with a cell per value; null is null.</summary>
    /// <param name="property">A value of the property, for the column's type.</param>
    /// <param name="cells">The values.</param>
    public static ListArray Build(PropertyValue property, IReadOnlyList<IArrowArray?> cells)
    {
        var offsets = new ArrowBuffer.Builder<int>(cells.Count + 1).Append(0);
        var validity = new ArrowBuffer.BitmapBuilder(cells.Count);

        // The first one is there for the type alone, so that there is something to join.
        var items = new List<IArrowArray> { ArrowArrayFactory.Slice(property.Items, 0, 0) };
        var end = 0;
        foreach (var cell in cells)
        {
            validity.Append(cell is not null);
            if (cell is not null)
            {
                items.Add(cell);
                end = checked(end + cell.Length);
            }

            offsets.Append(end);
        }

        var type = (ListType)property.Column.DataType;
        var joined = ArrowArrayConcatenator.Concatenate(items).Data.WithType(type.ValueDataType);
        return new ListArray(new ArrayData(type, cells.Count, validity.UnsetBitCount, 0, [validity.Build(), offsets.Build()], [joined]));
    }

    private static FixedSizeListType WithNullableItems(FixedSizeListType list) => new(list.ValueField.WithNullable(true), list.ListSize);

    private static string NameOf(EntityPath entity, ComponentDescriptor component)
    {
        var path = entity.ToString()[(Root.Length + 1)..].Trim('/');
        var archetype = ShortName(component.Archetype);
        var field = archetype.Length > 0 && component.Component.StartsWith(archetype + ":", StringComparison.Ordinal)
            ? component.Component[(archetype.Length + 1)..]
            : component.Component;
        var name = string.Join(':', new[] { "property", path, archetype, field }.Where(part => part.Length > 0));
        return string.Create(name.Length, name, static (target, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                target[i] = text[i] is ',' or ' ' or '-' or '.' or '\\' ? '_' : text[i];
            }
        });
    }

    private static string ShortName(string? archetype)
    {
        if (archetype is null)
        {
            return "";
        }

        foreach (var prefix in ArchetypePrefixes)
        {
            if (archetype.StartsWith(prefix, StringComparison.Ordinal))
            {
                return archetype[prefix.Length..];
            }
        }

        return archetype;
    }
}
