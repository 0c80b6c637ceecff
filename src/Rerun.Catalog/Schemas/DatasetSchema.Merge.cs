using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

public sealed partial class DatasetSchema
{
    /// <summary>
    /// The schema of a dataset from those of its layers. A column is static if any layer has it static. It is semantically empty if all
    /// layers have it so, or (<see cref="CompatibilityMode.Rerun027"/>) any.
    /// </summary>
    /// <remarks>
    /// A column whose values have another type in a later layer keeps the first type; a query that selects it fails when it meets the other
    /// type, and says where, so that all other columns stay readable.
    /// </remarks>
    /// <param name="layers">The layers in order of registration; none gives <see cref="Empty"/>.</param>
    /// <param name="mode">How the flags merge.</param>
    /// <exception cref="RerunException">An index counts different things in two layers.</exception>
    public static DatasetSchema Merge(IEnumerable<LayerSchema> layers, CompatibilityMode mode)
    {
        var indexes = new Dictionary<string, (IndexColumnDescriptor Column, string Source)>(StringComparer.Ordinal);
        var components = new Dictionary<(EntityPath Entity, string Component), ComponentColumnDescriptor>();
        var any = false;
        foreach (var (source, schema) in layers)
        {
            any = true;
            foreach (var index in schema.IndexColumns)
            {
                if (!indexes.TryAdd(index.IndexName, (index, source)) && indexes[index.IndexName] is var first && first.Column.Kind != index.Kind)
                {
                    throw new RerunException(
                        $"Index '{index.IndexName}' is of type {first.Column.StoreType} in {first.Source} but of type {index.StoreType} in {source}.",
                        RerunErrorCode.TypeMismatch);
                }
            }

            foreach (var column in schema.ComponentColumns)
            {
                var key = (column.EntityPath, column.Component);
                components[key] = components.TryGetValue(key, out var known) ? Merge(known, column, mode) : column;
            }
        }

        return any ? new DatasetSchema(indexes.Values.Select(index => index.Column), components.Values) : Empty;
    }

    private static ComponentColumnDescriptor Merge(ComponentColumnDescriptor first, ComponentColumnDescriptor next, CompatibilityMode mode) =>
        new(first.EntityPath, first.Component, MergeTypes(first.StoreType, next.StoreType))
        {
            Archetype = first.Archetype ?? next.Archetype,
            ComponentType = first.ComponentType ?? next.ComponentType,
            IsStatic = first.IsStatic || next.IsStatic,
            IsTombstone = first.IsTombstone || next.IsTombstone,
            IsSemanticallyEmpty = mode == CompatibilityMode.Rerun027
                ? first.IsSemanticallyEmpty || next.IsSemanticallyEmpty
                : first.IsSemanticallyEmpty && next.IsSemanticallyEmpty,
        };

    /// <summary>Null gives way to any type; where only the nullability of children differs, they are nullable.</summary>
    private static IArrowType MergeTypes(IArrowType first, IArrowType next)
    {
        if (IsListOfNull(first))
        {
            return next;
        }

        return TypeComparer.Exact.Equals(first, next) || !TypeComparer.Layout.Equals(first, next) ? first : Widen(first, next);
    }

    private static IArrowType Widen(IArrowType first, IArrowType next) => (first, next) switch
    {
        (ListType a, ListType b) => new ListType(Widen(a.ValueField, b.ValueField)),
        (FixedSizeListType a, FixedSizeListType b) => new FixedSizeListType(Widen(a.ValueField, b.ValueField), a.ListSize),
        (StructType a, StructType b) => new StructType([.. a.Fields.Zip(b.Fields, Widen)]),
        _ => first,
    };

    private static Field Widen(Field first, Field next) =>
        new(first.Name, Widen(first.DataType, next.DataType), first.IsNullable || next.IsNullable, first.Metadata);
}
