using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>Moves each condition as near to the leaves as it can stand; equalities between the sides of a join become its keys.</summary>
internal sealed class PushDownFilters : IOptimizerRule
{
    public const string RuleName = "push-down-filters";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => Push(plan, []);

    // Gives the plan with the conditions (over its columns) applied at or below it.
    private static LogicalPlan Push(LogicalPlan plan, List<ScalarExpression> conditions)
    {
        StackGuard.Ensure();
        switch (plan)
        {
            case Filter filter:
                return Push(filter.Input, [.. Conjuncts.Of(filter.Condition), .. conditions]);
            case Project project:
                return PushThroughProject(project, conditions);
            case Sort { Count: null }:
                return plan.WithInputs([Push(plan.Inputs[0], conditions)]);
            case Distinct { Keys.IsEmpty: true } distinct:
                return PushThroughDistinct(distinct, conditions);
            case Aggregate aggregate:
                return PushThroughAggregate(aggregate, conditions);
            case SetOperation { Kind: SetOperationKind.UnionAll } union:
                return union.WithInputs(union.Operands.Map(operand => Push(operand, conditions)));
            case Join join:
                return PushIntoJoin(join, conditions);
            case Unnest unnest:
                return PushThroughUnnest(unnest, conditions);
            default:
                return Remain(plan.WithInputs(plan.Inputs.Map(input => Push(input, []))), conditions);
        }
    }

    private static LogicalPlan Remain(LogicalPlan plan, List<ScalarExpression> conditions) =>
        conditions.Count == 0 ? plan : new Filter(plan, PlanBuilder.And(conditions));

    private static LogicalPlan PushThroughProject(Project project, List<ScalarExpression> conditions)
    {
        var below = new List<ScalarExpression>();
        var above = new List<ScalarExpression>();
        foreach (ScalarExpression condition in conditions)
        {
            bool usesVolatile = condition.Any(part => part is ColumnReference column && Volatile.IsIn(project.Expressions[column.Ordinal]));
            (usesVolatile ? above : below).Add(condition);
        }

        LogicalPlan input = Push(project.Input, [.. below.Select(condition => ColumnMapping.Inline(condition, project.Expressions))]);
        return Remain(project.WithInputs([input]), above);
    }

    // How many rows are equal decides nothing, unless each of them may be judged in another way.
    private static LogicalPlan PushThroughDistinct(Distinct distinct, List<ScalarExpression> conditions)
    {
        ILookup<bool, ScalarExpression> isVolatile = conditions.ToLookup(Changing.IsIn);
        return Remain(distinct.WithInputs([Push(distinct.Input, [.. isVolatile[false]])]), [.. isVolatile[true]]);
    }

    private static LogicalPlan PushThroughAggregate(Aggregate aggregate, List<ScalarExpression> conditions)
    {
        int groups = aggregate.Groups.Count;
        var below = new List<ScalarExpression>();
        var above = new List<ScalarExpression>();
        foreach (ScalarExpression condition in conditions)
        {
            bool isOfGroups = groups > 0
                && !Changing.IsIn(condition)
                && condition.Any(part => part is ColumnReference)
                && !condition.Any(part => part is ColumnReference column && column.Ordinal >= groups);
            (isOfGroups ? below : above).Add(condition);
        }

        LogicalPlan input = Push(aggregate.Input, [.. below.Select(condition => ColumnMapping.Inline(condition, aggregate.Groups))]);
        return Remain(aggregate.WithInputs([input]), above);
    }

    // What is said of a row holds for all that is made of it.
    private static LogicalPlan PushThroughUnnest(Unnest unnest, List<ScalarExpression> conditions)
    {
        int inputCount = unnest.Input.Fields.Count;
        ILookup<bool, ScalarExpression> isOfInput = conditions.ToLookup(condition =>
            !Volatile.IsIn(condition) && !condition.Any(part => part is ColumnReference column && column.Ordinal >= inputCount));
        return Remain(unnest.WithInputs([Push(unnest.Input, [.. isOfInput[true]])]), [.. isOfInput[false]]);
    }

    private static LogicalPlan PushIntoJoin(Join join, List<ScalarExpression> conditions)
    {
        int leftCount = join.Left.Fields.Count;
        var left = new List<ScalarExpression>();
        var right = new List<ScalarExpression>();
        var above = new List<ScalarExpression>();
        var keys = new List<JoinKey>(join.Keys);
        var rest = new List<ScalarExpression>();
        foreach (ScalarExpression condition in conditions)
        {
            JoinSide side = SideOf(condition);
            if (side == JoinSide.Left && (join.Kind is not (JoinKind.Right or JoinKind.Full)))
            {
                left.Add(condition);
            }
            else if (side == JoinSide.Right && (join.Kind is JoinKind.Inner or JoinKind.Right))
            {
                right.Add(ColumnMapping.Shift(condition, -leftCount));
            }
            else if (join.Kind == JoinKind.Inner && !Volatile.IsIn(condition))
            {
                AddToJoin(condition);
            }
            else
            {
                above.Add(condition);
            }
        }

        // What ON says of one side alone is a condition of that side where rows of the side are only kept if they match.
        foreach (ScalarExpression condition in join.Condition is null ? [] : Conjuncts.Of(join.Condition))
        {
            JoinSide side = SideOf(condition);
            if (side == JoinSide.Left && (join.Kind is JoinKind.Inner or JoinKind.Right or JoinKind.Semi))
            {
                left.Add(condition);
            }
            else if (side == JoinSide.Right && (join.Kind is JoinKind.Inner or JoinKind.Left or JoinKind.Semi or JoinKind.Anti or JoinKind.Mark))
            {
                right.Add(ColumnMapping.Shift(condition, -leftCount));
            }
            else
            {
                AddToJoin(condition);
            }
        }

        var pushed = new Join(
            Push(join.Left, left), Push(join.Right, right), join.Kind, keys.ToPlanList(), rest.Count == 0 ? null : PlanBuilder.And(rest), join.Fields);
        return Remain(pushed, above);

        // What gives another value each time is computed for each pair, or each row above, as it is written.
        JoinSide SideOf(ScalarExpression condition) => Changing.IsIn(condition) ? JoinSide.Neither : JoinSides.Of(condition, leftCount);

        void AddToJoin(ScalarExpression condition)
        {
            if (JoinSides.KeyOf(condition, leftCount, keys) is { } key)
            {
                keys.Add(key);
            }
            else
            {
                rest.Add(condition);
            }
        }
    }
}
