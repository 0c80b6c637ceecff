using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Pairs of rows of two relations that match. Columns: those of the left, then (but for semi and anti joins) those of the right.</summary>
/// <param name="Left">The left relation.</param>
/// <param name="Right">The right relation.</param>
/// <param name="Kind">Which rows it gives.</param>
/// <param name="Keys">Expressions that must be equal; none for a cross join or one that has only a condition.</param>
/// <param name="Condition">What else must be true, over the columns of left and right one after the other; null for nothing.</param>
/// <param name="Fields">The columns.</param>
internal sealed record Join(
    LogicalPlan Left,
    LogicalPlan Right,
    JoinKind Kind,
    PlanList<JoinKey> Keys,
    ScalarExpression? Condition,
    PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Left, Right];

    /// <summary>The left rows keep their order; right rows without a match come behind them.</summary>
    public override PlanList<SortKey> Ordering => Kind is JoinKind.Right or JoinKind.Full ? default : Left.Ordering;

    /// <inheritdoc/>
    public override string Label
    {
        get
        {
            IEnumerable<string> keys = Keys.Select(key => $"left.{key.Left} {(key.NullsEqual ? "IS NOT DISTINCT FROM" : "=")} right.{key.Right}");
            string on = string.Join(" AND ", Condition is null ? keys : keys.Append(Condition.ToString()));
            return on.Length == 0 ? (Kind == JoinKind.Inner ? "CrossJoin" : $"{Kind}Join") : $"{Kind}Join: {on}";
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Left = inputs[0], Right = inputs[1] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with
    {
        Keys = Keys.Map(key => key with { Left = change(key.Left), Right = change(key.Right) }),
        Condition = Condition is null ? null : change(Condition),
    };
}
