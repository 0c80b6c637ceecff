using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The columns that a source has if it is as the program takes it to be: those its row class or the query names, of the types given there.</summary>
internal static class AssumedColumns
{
    private static readonly Dictionary<Type, IArrowType> Simple = new()
    {
        [typeof(string)] = SqlTypes.Text, [typeof(byte[])] = SqlTypes.Blob, [typeof(ReadOnlyMemory<byte>)] = SqlTypes.Blob, [typeof(Stream)] = SqlTypes.Blob,
        [typeof(DateTime)] = SqlTypes.Timestamp, [typeof(DateTimeOffset)] = SqlTypes.Timestamp, [typeof(Timestamp64)] = SqlTypes.Timestamp,
        [typeof(TimeSpan)] = SqlTypes.Duration, [typeof(Duration64)] = SqlTypes.Duration, [typeof(DateOnly)] = SqlTypes.Date, [typeof(TimeOnly)] = SqlTypes.Time,
        [typeof(Guid)] = new FixedSizeBinaryType(16), [typeof(decimal)] = SqlTypes.Double, [typeof(Half)] = HalfFloatType.Default,
    };

    /// <summary>A scan of those columns; null where a type tells nothing about its column.</summary>
    public static LogicalPlan? Of(IRerunRoot root, Expression query)
    {
        var columns = new Dictionary<string, IArrowType?>();
        if (root.Text is null)
        {
            columns[DataframeScan.PartitionColumn] = SqlTypes.Text;
        }

        if (root.View.Index is { } index)
        {
            columns[index] = SqlTypes.Timestamp;
        }

        if (root.Mapping is { } mapping)
        {
            foreach (PropertyMapping property in mapping.Properties)
            {
                Add(columns, NameOf(property, root), property.Type);
            }
        }
        else if (RowMapping.IsValue(((IQueryable)root).ElementType))
        {
            columns["value"] = TypeOf(((IQueryable)root).ElementType);
        }
        else
        {
            new Names(columns).Visit(query);
        }

        return columns.Values.Any(type => type is null) ? null
            : root.Text is not null ? new Empty(columns.Select(column => new Field(column.Key, column.Value!, true)).ToPlanList())
            : new DataframeScan(
                new DatasetReference(default(Tuid), root.DatasetName), root.View, columns.Select(column => new Field(column.Key, column.Value!, true)).ToPlanList());
    }

    private static string NameOf(PropertyMapping property, IRerunRoot root) => property.Kind switch
    {
        PropertyKind.Partition when root.Text is null => DataframeScan.PartitionColumn,
        PropertyKind.Partition => property.MemberName,
        PropertyKind.Index => property.Name ?? root.View.Index ?? property.MemberName,
        PropertyKind.ByName when root.View.Index is { } index && RowMapping.Plain(index) == RowMapping.Plain(property.MemberName) => index,
        _ => property.Name == "rerun_segment_id" ? DataframeScan.PartitionColumn : property.Name!,
    };

    // Of several readings of a column the whole list is what it is.
    private static void Add(Dictionary<string, IArrowType?> columns, string name, Type type)
    {
        IArrowType? read = TypeOf(type);
        columns[name] = read is not null && columns.TryGetValue(name, out IArrowType? known) && (known is null || ListDepth.Of(known) > ListDepth.Of(read)) ? known : read;
    }

    private static IArrowType? TypeOf(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple.TryGetValue(bare, out IArrowType? simple))
        {
            return simple;
        }

        if (ListDepth.ElementOf(bare) is { } element)
        {
            return TypeOf(element) is { } inner ? new ListType(inner) : null;
        }

        return ListDepth.IsVector(bare) ? new ListType(SqlTypes.Float)
            : bare.IsEnum ? TypeOf(Enum.GetUnderlyingType(bare))
            : bare.IsPrimitive && bare != typeof(nint) && bare != typeof(nuint) ? ListMembership.ConstantOf(Activator.CreateInstance(bare)).Type
            : null;
    }

    /// <summary>Collects the columns that are read by name.</summary>
    private sealed class Names(Dictionary<string, IArrowType?> columns) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Member.DeclaringType == typeof(RerunRow) && node.Member.Name == nameof(RerunRow.PartitionId))
            {
                columns.TryAdd(DataframeScan.PartitionColumn, SqlTypes.Text);
            }

            return base.VisitMember(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType == typeof(RerunValue) && node.Object is MethodCallExpression { Method.Name: "get_Item", Arguments: [ConstantExpression { Value: string read }] })
            {
                Add(columns, read, node.Type);
            }
            else if (node.Method.DeclaringType == typeof(RerunRow) && node.Arguments is [ConstantExpression { Value: string named }])
            {
                columns.TryAdd(named, SqlTypes.Double);
            }

            return base.VisitMethodCall(node);
        }
    }
}
