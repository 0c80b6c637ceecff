using Rerun.Query.Optimizer.Nulls;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Makes inner joins of outer ones, or left or right ones of full ones, where what stands above drops the rows without a match: there conditions can move
/// further down, and joins can be ordered. A left join of which only the rows without a match stay is an anti join.
/// </summary>
internal sealed class OuterToInner(PlanBuilder builder) : IOptimizerRule
{
    public const string RuleName = "outer-to-inner";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => HasOuter(plan) ? Visit(plan, []) : plan;

    private static bool HasOuter(LogicalPlan plan)
    {
        StackGuard.Ensure();
        return plan is Join { Kind: JoinKind.Left or JoinKind.Right or JoinKind.Full } or AsofJoin { KeepsLeft: true } || plan.Inputs.Any(HasOuter);
    }

    // Rows for which one of the conditions (over the plan's columns) is not true are dropped further up, and nothing else is done with them that could fail.
    private LogicalPlan Visit(LogicalPlan plan, ScalarExpression[] conditions)
    {
        StackGuard.Ensure();
        switch (plan)
        {
            case Filter filter when WithoutMatch(filter) is { } anti:
                return Visit(anti, conditions);
            case Filter filter:
                return filter.WithInputs([Visit(filter.Input, [.. conditions, .. Conjuncts.Of(filter.Condition)])]);
            case Project project:
                return project.WithInputs([Visit(project.Input, project.Expressions.Any(NullRow.Unknown.CanFail) ? [] : Below(conditions, project))]);
            case Sort { Count: null } sort when !sort.Keys.Any(key => NullRow.Unknown.CanFail(key.Expression)):
            case Distinct { Keys.IsEmpty: true } or SetOperation { Kind: SetOperationKind.UnionAll }:
                return plan.WithInputs(plan.Inputs.Map(input => Visit(input, conditions)));
            case Join join:
                return VisitJoin(join, conditions);
            case AsofJoin { KeepsLeft: true } join when Drops(conditions, join.Left.Fields.Count, join.Right.Fields.Count):
                return Visit(join with { KeepsLeft = false }, conditions);
            default:
                return plan.WithInputs(plan.Inputs.Map(input => Visit(input, [])));
        }
    }

    private Join VisitJoin(Join join, ScalarExpression[] above)
    {
        int leftCount = join.Left.Fields.Count;
        int rightCount = join.Right.Fields.Count;
        JoinKind kind = KindOf(join, above);
        ScalarExpression[] on =
        [
            .. join.Keys.Where(key => !key.NullsEqual).Select(key => builder.Call("=", key.Left, ColumnMapping.Shift(key.Right, leftCount))),
            .. join.Condition is null ? [] : Conjuncts.Of(join.Condition),
        ];
        bool keysCanFail = join.Keys.Any(key => key.NullsEqual && (NullRow.Unknown.CanFail(key.Left) || NullRow.Unknown.CanFail(key.Right)));
        ScalarExpression[] beyond = keysCanFail || on.Any(NullRow.Unknown.CanFail) ? [] : above;
        (ScalarExpression[] Left, ScalarExpression[] Right) passed = kind switch
        {
            _ when keysCanFail => ([], []),
            JoinKind.Inner => ([.. above, .. on], [.. above, .. on]),
            JoinKind.Semi => ([.. above, .. on], on),
            JoinKind.Left or JoinKind.Anti or JoinKind.Mark => (beyond, on),
            JoinKind.Right => (on, beyond),
            JoinKind.MarkUnknown => (beyond, []),
            _ => ([], []),
        };
        return join with
        {
            Left = Visit(join.Left, OfSide(passed.Left, 0, leftCount)),
            Right = Visit(join.Right, OfSide(passed.Right, leftCount, rightCount)),
            Kind = kind,
        };
    }

    private static JoinKind KindOf(Join join, ScalarExpression[] above)
    {
        int leftCount = join.Left.Fields.Count;
        bool needsLeft = join.Kind is JoinKind.Right or JoinKind.Full && Drops(above, 0, leftCount);
        bool needsRight = join.Kind is JoinKind.Left or JoinKind.Full && Drops(above, leftCount, join.Right.Fields.Count);
        return join.Kind switch
        {
            JoinKind.Left when needsRight => JoinKind.Inner,
            JoinKind.Right when needsLeft => JoinKind.Inner,
            JoinKind.Full when needsLeft && needsRight => JoinKind.Inner,
            JoinKind.Full when needsLeft => JoinKind.Left,
            JoinKind.Full when needsRight => JoinKind.Right,
            _ => join.Kind,
        };
    }

    // Whether the conditions drop all rows in which these columns are null, and no error is lost when such rows do not come.
    private static bool Drops(ScalarExpression[] conditions, int first, int count)
    {
        var row = new NullRow(ordinal => ordinal >= first && ordinal < first + count);
        return conditions.Any(condition => !row.CanBeTrue(condition)) && !conditions.Any(row.CanFail);
    }

    // A key is null in a row without a match, and in no other: the columns of the right are null in all that stay.
    private static LogicalPlan? WithoutMatch(Filter filter)
    {
        if (filter.Input is not Join { Kind: JoinKind.Left } join)
        {
            return null;
        }

        int leftCount = join.Left.Fields.Count;
        ScalarExpression[] all = [.. Conjuncts.Of(filter.Condition)];
        ScalarExpression[] rest = [.. all.Where(condition => !IsMissing(condition))];
        if (rest.Length == all.Length || rest.Any(NullRow.Unknown.CanFail))
        {
            return null;
        }

        var anti = new Join(join.Left, join.Right, JoinKind.Anti, join.Keys, join.Condition, join.Left.Fields);
        var rows = new Project(
            anti,
            join.Fields.Select((field, i) => i < leftCount ? anti.Column(i) : (ScalarExpression)new Constant(null, field.DataType)).ToPlanList(),
            join.Fields);
        return rest.Length == 0 ? rows : new Filter(rows, PlanBuilder.And(rest));

        bool IsMissing(ScalarExpression condition) =>
            condition is FunctionCall { Name: "is_null", Arguments: [ColumnReference column] }
            && join.Keys.Any(key => !key.NullsEqual && key.Right is ColumnReference right && right.Ordinal + leftCount == column.Ordinal);
    }

    private static ScalarExpression[] Below(ScalarExpression[] conditions, Project project) =>
        Array.ConvertAll(conditions, condition => ColumnMapping.Inline(condition, project.Expressions));

    // The columns of the other side may be anything here.
    private static ScalarExpression[] OfSide(ScalarExpression[] conditions, int first, int count) => Array.ConvertAll(conditions, condition => condition.Rewrite(part =>
        part is not ColumnReference column ? part
        : column.Ordinal >= first && column.Ordinal < first + count ? column with { Ordinal = column.Ordinal - first }
        : new OuterReference(-1, column.Name, column.Type, true)));
}
