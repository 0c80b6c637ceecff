using Rerun.Query.Optimizer.Scans;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>Conditions on the index and the partition that a view will answer exactly as soon as their values are known. Immutable.</summary>
/// <param name="Scan">The view, with the columns that the conditions are about.</param>
/// <param name="Conditions">The conditions, all of which hold for each row.</param>
internal sealed record DeferredBounds(DataframeScan Scan, PlanList<ScalarExpression> Conditions)
{
    /// <summary>Whether one partition is left, whichever it is.</summary>
    public bool HasOnePartition => Conditions.AsSpan().ToArray().Any(condition =>
        condition is FunctionCall { Name: "=", Arguments: [var left, var right] } && (IsColumn(left, Scan.PartitionOrdinal) || IsColumn(right, Scan.PartitionOrdinal)));

    /// <summary>Whether a view can answer a condition exactly, whatever values it gets.</summary>
    public static bool Allow(ScalarExpression condition, DataframeScan scan) => condition switch
    {
        Logical logical => logical.Operands.AsSpan().ToArray().All(operand => Allow(operand, scan)),
        FunctionCall { Arguments: [ColumnReference column, var value] } call => AllowComparison(call, column, value, scan),
        FunctionCall { Arguments: [var value, ColumnReference column] } call => AllowComparison(call, column, value, scan),
        InList { Operand: ColumnReference column } list => IsKey(column, scan) && list.Items.AsSpan().ToArray().All(IsKnown),
        _ => false,
    };

    /// <summary>The view asked for what the conditions say; null if their values are such that it cannot answer them.</summary>
    /// <param name="scan">The view that has these conditions.</param>
    /// <param name="fill">Puts values into a condition.</param>
    public LogicalPlan? Apply(DataframeScan scan, Func<ScalarExpression, ScalarExpression> fill)
    {
        var bounds = ScanBounds.Of(scan.Query);
        foreach (ScalarExpression condition in Conditions)
        {
            ScanBounds known = BoundsOf(condition, fill);
            if (!known.IsExact)
            {
                return null;
            }

            bounds = bounds.And(known);
        }

        if (bounds.IsEmpty)
        {
            return new Empty(scan.Fields);
        }

        return scan with
        {
            Deferred = null,
            Query = scan.Query with
            {
                RowRanges = bounds.Ranges,
                RowPartitions = bounds.Partitions,
            },
        };
    }

    // The values of comparisons are put in without making the condition anew.
    private ScanBounds BoundsOf(ScalarExpression condition, Func<ScalarExpression, ScalarExpression> fill) => condition switch
    {
        FunctionCall { Arguments: [ColumnReference column, var value] } call => OfComparison(call.Name, column, fill(value)),
        FunctionCall { Arguments: [var value, ColumnReference column] } call => OfComparison(ComparisonNames.Mirrored(call.Name), column, fill(value)),
        _ => ScanConditions.BoundsOf(fill(condition), Scan),
    };

    private ScanBounds OfComparison(string name, ColumnReference column, ScalarExpression value) =>
        value is Constant constant ? ScanConditions.OfComparison(name, column, constant, Scan) : ScanBounds.Unknown;

    private static bool AllowComparison(FunctionCall call, ColumnReference column, ScalarExpression value, DataframeScan scan) =>
        RunValues.IsComparison(call)
        && IsKnown(value)
        && (column.Ordinal == scan.IndexOrdinal || (column.Ordinal == scan.PartitionOrdinal && call.Name is "=" or "is not distinct from"));

    private static bool IsKey(ColumnReference column, DataframeScan scan) => column.Ordinal == scan.IndexOrdinal || column.Ordinal == scan.PartitionOrdinal;

    private static bool IsKnown(ScalarExpression value) => value is Constant || RunValues.Is(value);

    private static bool IsColumn(ScalarExpression expression, int ordinal) => expression is ColumnReference column && column.Ordinal == ordinal;
}
