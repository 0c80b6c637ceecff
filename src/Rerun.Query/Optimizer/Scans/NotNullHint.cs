using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Scans;

/// <summary>
/// Finds a component column that a condition needs to be not null, so that the view can be asked for the rows at which it was logged
/// (<see cref="DataframeQuery.FilterIsNotNull"/>).
/// </summary>
internal static class NotNullHint
{
    /// <summary>Whether a view's own filter means the same as SQL's: rows have an index, and cells are what was logged there.</summary>
    public static bool IsPossible(DataframeQuery query) =>
        query is { Index: not null, FilterIsNotNull: null, UsingIndexValues: null, UsingIndexValuesPerPartition: null, FillLatestAt: false };

    /// <summary>The column, if the condition is true only where it is not null.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="scan">What it is over.</param>
    /// <param name="isExact">Whether the condition says nothing else.</param>
    public static ComponentSelector? Of(ScalarExpression condition, DataframeScan scan, out bool isExact)
    {
        if (condition is Not { Operand: FunctionCall { Name: "is_null", Arguments: [ColumnReference tested] } })
        {
            isExact = true;
            return Selector(scan.Fields[tested.Ordinal]);
        }

        isExact = false;
        return StrictColumn(condition, scan) is { } column ? Selector(scan.Fields[column.Ordinal]) : null;
    }

    // Follows functions that give null for a null argument down to a component column: null there makes the whole condition null.
    private static ColumnReference? StrictColumn(ScalarExpression expression, DataframeScan scan) => expression switch
    {
        ColumnReference column => Selector(scan.Fields[column.Ordinal]) is null ? null : column,
        FunctionCall { Binding.Function.Nulls: NullBehavior.Propagate } call =>
            call.Arguments.Select(argument => StrictColumn(argument, scan)).FirstOrDefault(column => column is not null),
        Cast cast => StrictColumn(cast.Operand, scan),
        InList list => StrictColumn(list.Operand, scan),
        Not not => StrictColumn(not.Operand, scan),
        _ => null,
    };

    private static ComponentSelector? Selector(Field field)
    {
        if (!field.HasMetadata || field.Metadata.GetValueOrDefault("rerun:kind") != "data" || field.Metadata.ContainsKey("rerun:is_static"))
        {
            return null;
        }

        return field.Metadata.TryGetValue("rerun:entity_path", out string? path) && field.Metadata.TryGetValue("rerun:component", out string? component)
            ? new ComponentSelector(EntityPath.Parse(path), component)
            : null;
    }
}
