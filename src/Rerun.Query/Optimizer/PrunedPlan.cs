using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>A plan that gives some of the columns it gave before.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Columns">Which of the former columns it gives, in their order.</param>
internal sealed record PrunedPlan(LogicalPlan Plan, SortedSet<int> Columns)
{
    private readonly Dictionary<int, int> _positions = Columns.Select((column, position) => (column, position)).ToDictionary(pair => pair.column, pair => pair.position);

    public static PrunedPlan Whole(LogicalPlan plan) => new(plan, [.. Enumerable.Range(0, plan.Fields.Count)]);

    /// <summary>Where a former column stands now.</summary>
    public int PositionOf(int column) => _positions[column];

    /// <summary>An expression over the former columns, over the present ones.</summary>
    public ScalarExpression Remap(ScalarExpression expression) => expression.Rewrite(part =>
        part is ColumnReference column && _positions[column.Ordinal] != column.Ordinal ? column with { Ordinal = _positions[column.Ordinal] } : part);
}
