using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Scans;

/// <summary>Reads what conditions over a dataframe scan say about its index and its partitions.</summary>
internal static class ScanConditions
{
    public static ScanBounds BoundsOf(ScalarExpression condition, DataframeScan scan) => condition switch
    {
        Logical logical => OfLogical(logical, scan),
        FunctionCall { Arguments: [ColumnReference column, Constant constant] } call => OfComparison(call.Name, column, constant, scan),
        FunctionCall { Arguments: [Constant constant, ColumnReference column] } call => OfComparison(ComparisonNames.Mirrored(call.Name), column, constant, scan),
        InList { Operand: ColumnReference column } list when list.Items.All(item => item is Constant) => OfList(column, list, scan),
        _ => ScanBounds.Unknown,
    };

    /// <summary>What a comparison of a column with a value says.</summary>
    public static ScanBounds OfComparison(string name, ColumnReference column, Constant constant, DataframeScan scan)
    {
        if (column.Ordinal == scan.IndexOrdinal && constant.Value is long value)
        {
            // A row of an indexed view always has its index value, so that a comparison is never null.
            return name switch
            {
                "=" or "is not distinct from" => Exactly(IndexRanges.Of(value, value)),
                "<" => Exactly(IndexRanges.Of(long.MinValue, (Int128)value - 1)),
                "<=" => Exactly(IndexRanges.Of(long.MinValue, value)),
                ">" => Exactly(IndexRanges.Of((Int128)value + 1, long.MaxValue)),
                ">=" => Exactly(IndexRanges.Of(value, long.MaxValue)),
                "<>" or "is distinct from" =>
                    Exactly([.. IndexRanges.Of(long.MinValue, (Int128)value - 1), .. IndexRanges.Of((Int128)value + 1, long.MaxValue)]),
                _ => ScanBounds.Unknown,
            };
        }

        return column.Ordinal == scan.PartitionOrdinal && constant.Value is string partition && (name is "=" or "is not distinct from")
            ? new ScanBounds(null, [partition], true)
            : ScanBounds.Unknown;
    }

    private static ScanBounds OfList(ColumnReference column, InList list, DataframeScan scan)
    {
        IEnumerable<object?> values = list.Items.Select(item => ((Constant)item).Value).Where(value => value is not null);
        return column.Ordinal == scan.IndexOrdinal
            ? Exactly(IndexRanges.Union(values.Select(value => new IndexRange((long)value!, (long)value!))))
            : column.Ordinal == scan.PartitionOrdinal
                ? new ScanBounds(null, ScanBounds.Ordered(values.Cast<string>()), true)
                : ScanBounds.Unknown;
    }

    private static ScanBounds OfLogical(Logical logical, DataframeScan scan)
    {
        IEnumerable<ScanBounds> parts = logical.Operands.Select(operand => BoundsOf(operand, scan));
        return logical.Connective == LogicalConnective.And ? parts.Aggregate((a, b) => a.And(b)) : parts.Aggregate((a, b) => a.Or(b));
    }

    private static ScanBounds Exactly(IReadOnlyList<IndexRange> ranges) => new(ranges, null, true);
}
