using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>Binds the rows of a source to its columns.</summary>
internal sealed class RowColumns(PlanBuilder builder)
{
    public RowExpression Of(IRerunRoot root, Type type, LogicalPlan scan)
    {
        string[] names = [.. scan.Fields.Select(field => field.Name)];
        if (root.Mapping is not { } mapping)
        {
            return new RowExpression(type, null, [.. scan.Fields.Select((field, i) => Leaf(scan, i, typeof(object)))], names, IndexOf(scan));
        }

        var leaves = new LeafExpression?[mapping.Properties.Count];
        var columns = new string[leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            PropertyMapping property = mapping.Properties[i];
            int ordinal = Find(type, property, scan, names);
            leaves[i] = ordinal < 0 ? null : Leaf(scan, ordinal, property.Type, property.Rule);
            columns[i] = ordinal < 0 ? property.MemberName : names[ordinal];
        }

        return new RowExpression(type, mapping, leaves, columns, IndexOf(scan));
    }

    /// <summary>A column read as a type: a type with fewer lists around it takes the only element, or what the rule says.</summary>
    public LeafExpression Typed(ScalarExpression raw, Type type, RerunListRule rule = RerunListRule.Single)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum && SqlTypes.IsText(SqlTypes.IsList(raw.Type) ? SqlTypes.ElementOf(raw.Type) : raw.Type))
        {
            LeafExpression text = Typed(raw, typeof(string), rule);
            return new LeafExpression(EnumValues.NumberOf(builder, text.Value, bare), type, text.Raw);
        }

        if (type == typeof(object) || !SqlTypes.IsList(raw.Type) || ListDepth.Of(raw.Type) <= ListDepth.Of(type))
        {
            return new LeafExpression(raw, type);
        }

        // What is read to show the only element is the whole list: the reader checks it, and knows where it is.
        return rule switch
        {
            RerunListRule.First => new LeafExpression(builder.Call("list_element", raw, Constant.Of(1)), type),
            RerunListRule.Any => new LeafExpression(builder.Call("list_contains", raw, Constant.True), type),
            RerunListRule.All => new LeafExpression(PlanBuilder.Not(builder.Call("list_contains", raw, Constant.False)), type),
            _ => new LeafExpression(builder.Call("list_single", raw), type, raw),
        };
    }

    /// <summary>Whether a value is null.</summary>
    public ScalarExpression IsNull(ScalarExpression value) => builder.IsNull(value);

    /// <summary>A column whose cells are lists of values of a type.</summary>
    public LeafExpression Listed(ScalarExpression list, Type type) => new(list, type);

    /// <summary>What a function makes of a whole list.</summary>
    public LeafExpression OfList(string function, LeafExpression list, Type type) =>
        new(builder.Call(function == "list_length" && SqlTypes.IsBlob(list.Value.Type) ? "octet_length" : function, list.Value), type);

    /// <summary>The last element of a list; null if the default of its type has to be made in the program.</summary>
    public LeafExpression? LastOf(LeafExpression list, Type type, bool hasDefault)
    {
        ScalarExpression last = builder.Call("list_element", list.Value, Constant.Of(-1));
        return !hasDefault || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null ? new LeafExpression(last, type)
            : LocalRows.TypeOf(type) is null ? null
            : new LeafExpression(PlanBuilder.Coalesce([last, ListMembership.ConstantOf(Activator.CreateInstance(type))]), type);
    }

    private LeafExpression Leaf(LogicalPlan scan, int ordinal, Type type, RerunListRule rule = RerunListRule.Single)
    {
        // Rows of an indexed view always have a partition and an index value.
        ColumnReference column = scan.Column(ordinal);
        bool isSet = scan is DataframeScan view && (ordinal == view.PartitionOrdinal || ordinal == view.IndexOrdinal);
        return Typed(isSet ? column with { IsNullable = false } : column, type, rule);
    }

    private static string? IndexOf(LogicalPlan scan) => (scan as DataframeScan)?.Query.Index;

    private static int Find(Type type, PropertyMapping property, LogicalPlan scan, string[] names)
    {
        switch (property.Kind)
        {
            case PropertyKind.Partition:
                return Array.IndexOf(names, DataframeScan.PartitionColumn) is >= 0 and var partition ? partition : ByName(type, property, names);
            case PropertyKind.Index when property.Name is null:
                return scan is DataframeScan { IndexOrdinal: >= 0 and var index } ? index : throw new RerunException(
                    $"{property.MemberName} of {type} is an index value, but these rows have none.", RerunErrorCode.InvalidArgument);
            case PropertyKind.Index:

                // A timeline may have the name of the partition's column, which stands before it.
                int timeline = Array.LastIndexOf(names, property.Name);
                return timeline >= 0 ? timeline : throw DynamicBatch.UnknownColumn(property.Name, names);
            case PropertyKind.ByName:
                return ByName(type, property, names);
            default:
                int ordinal = Array.IndexOf(names, property.Name == "rerun_segment_id" ? DataframeScan.PartitionColumn : property.Name);
                return ordinal >= 0 || property.Optional ? ordinal : throw DynamicBatch.UnknownColumn(property.Name!, names);
        }
    }

    private static int ByName(Type type, PropertyMapping property, string[] names)
    {
        int byName = ColumnFinding.Find(property.Name ?? property.MemberName, names);
        return byName >= 0 ? byName : throw new RerunException(
            $"The property {property.MemberName} of {type} names no column. Add [RerunColumn(\"/entity:Archetype:component\")], or [NotMapped] to leave it out.{Nearest(property.MemberName, names)}",
            RerunErrorCode.NotFound);
    }

    private static string Nearest(string name, IEnumerable<string> names)
    {
        string[] near = [.. names.Where(column => column.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(3)];
        return near.Length == 0 ? "" : $" Near: {string.Join(", ", near.Select(column => $"'{column}'"))}.";
    }
}
