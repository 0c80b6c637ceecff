using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>The columns of the input and, behind them, window functions that share partitions and order. Rows come by partition, then order.</summary>
internal sealed record Window(
    LogicalPlan Input,
    PlanList<ScalarExpression> PartitionBy,
    PlanList<SortKey> OrderBy,
    PlanList<WindowFunctionCall> Calls,
    PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => PartitionBy.IsEmpty && OrderBy.IsEmpty
        ? Input.Ordering
        : PartitionBy.Select(key => new SortKey(key, Descending: false, NullsFirst: false)).Concat(OrderBy).TakeWhile(key => key.Expression is ColumnReference).ToPlanList();

    /// <inheritdoc/>
    public override string Label
    {
        get
        {
            string partition = PartitionBy.IsEmpty ? "" : $" PARTITION BY {string.Join(", ", PartitionBy.AsEnumerable())}";
            string order = OrderBy.IsEmpty ? "" : $" ORDER BY {string.Join(", ", OrderBy.AsEnumerable())}";
            return $"Window: {string.Join(", ", Calls.AsEnumerable())}{partition}{order}";
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with
    {
        PartitionBy = PartitionBy.Map(change),
        OrderBy = OrderBy.Map(key => key with { Expression = change(key.Expression) }),
        Calls = Calls.Map(call => call.WithExpressions(change)),
    };
}
