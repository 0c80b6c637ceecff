using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Each left row with the nearest right row in time among those with equal keys. Columns: those of the left, then those of the right.</summary>
/// <param name="Left">The left relation; its order is kept.</param>
/// <param name="Right">The right relation.</param>
/// <param name="Keys">What must be equal; may be none.</param>
/// <param name="LeftTime">The time of a left row, over the left columns.</param>
/// <param name="Comparison">How the times compare: <c>&gt;=</c>, <c>&gt;</c>, <c>&lt;=</c> or <c>&lt;</c>.</param>
/// <param name="RightTime">The time of a right row, over the right columns, of the same type.</param>
/// <param name="KeepsLeft">Whether left rows without a match stay.</param>
/// <param name="Fields">The columns.</param>
internal sealed record AsofJoin(
    LogicalPlan Left,
    LogicalPlan Right,
    PlanList<JoinKey> Keys,
    ScalarExpression LeftTime,
    string Comparison,
    ScalarExpression RightTime,
    bool KeepsLeft,
    PlanList<Field> Fields)
    : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Left, Right];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering => Left.Ordering;

    /// <inheritdoc/>
    public override string Label
    {
        get
        {
            IEnumerable<string> conditions = Keys.Select(key => $"left.{key.Left} = right.{key.Right}").Append($"left.{LeftTime} {Comparison} right.{RightTime}");
            return $"{(KeepsLeft ? "AsofLeftJoin" : "AsofJoin")}: {string.Join(" AND ", conditions)}";
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Left = inputs[0], Right = inputs[1] };

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with
    {
        Keys = Keys.Map(key => key with { Left = change(key.Left), Right = change(key.Right) }),
        LeftTime = change(LeftTime),
        RightTime = change(RightTime),
    };
}
