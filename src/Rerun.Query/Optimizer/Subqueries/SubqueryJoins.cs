using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>Makes joins of single sub-queries, where their conditions on the row around are such that a join can check them.</summary>
/// <param name="builder">What makes new expressions.</param>
/// <param name="change">Makes joins of the sub-queries inside a sub-query first.</param>
internal sealed class SubqueryJoins(PlanBuilder builder, Func<LogicalPlan, LogicalPlan> change)
{
    /// <summary>The rows for which EXISTS or IN is true, or (negated) for which it is false; null if it does not become a join.</summary>
    public LogicalPlan? Filtered(LogicalPlan input, CorrelatedSubquery query, bool negated)
    {
        if (Membership(query, input.Fields.Count) is not { } membership)
        {
            return null;
        }

        ScalarExpression condition = membership.Equality is null ? membership.Related
            : negated && membership.IsUnknown is not null ? PlanBuilder.And(membership.Related, PlanBuilder.Or(membership.Equality, membership.IsUnknown))
            : PlanBuilder.And(membership.Related, membership.Equality);
        return PlanBuilder.Join(input, membership.Right, negated ? JoinKind.Anti : JoinKind.Semi, condition);
    }

    /// <summary>A relation that has the columns of the input and more, and the sub-query's value over it; null if it does not become a join.</summary>
    public (LogicalPlan Plan, ScalarExpression Value)? Column(LogicalPlan input, CorrelatedSubquery query) => query.Subquery switch
    {
        ScalarSubquery scalar => Scalar(input, query, change(scalar.Plan)),
        _ => Marked(input, query),
    };

    /// <summary>The join that a relation depending on each left row becomes, with the same columns; null if it does not.</summary>
    public LogicalPlan? Lateral(LateralJoin lateral)
    {
        LogicalPlan right = change(lateral.Right);
        if (new ConditionPulling(IdsOf(lateral.Parameters)).Pull(right) is not { } pulled || IsUnsafe(pulled))
        {
            return null;
        }

        LogicalPlan joined = PlanBuilder.Join(
            lateral.Left,
            pulled.Plan,
            lateral.KeepsLeft ? JoinKind.Left : JoinKind.Inner,
            Conditions(pulled, lateral.Parameters, lateral.Arguments, lateral.Left.Fields.Count));
        return PlanBuilder.Project(
            joined,
            lateral.Fields.Select((_, i) => (ScalarExpression)joined.Column(i)).ToPlanList(),
            [.. lateral.Fields.Select(field => field.Name)]);
    }

    private (LogicalPlan Plan, ScalarExpression Value)? Marked(LogicalPlan input, CorrelatedSubquery query)
    {
        if (Membership(query, input.Fields.Count) is not { } membership)
        {
            return null;
        }

        LogicalPlan found = PlanBuilder.Join(
            input, membership.Right, JoinKind.Mark, membership.Equality is null ? membership.Related : PlanBuilder.And(membership.Related, membership.Equality));
        ScalarExpression isFound = found.Column(input.Fields.Count);
        if (membership.IsUnknown is not { } unknown)
        {
            return (found, isFound);
        }

        // Behind the columns of the left stands the first mark now.
        ScalarExpression Behind(ScalarExpression condition) => condition.Rewrite(part =>
            part is ColumnReference column && column.Ordinal >= input.Fields.Count ? column with { Ordinal = column.Ordinal + 1 } : part);
        LogicalPlan both = PlanBuilder.Join(
            found, membership.Right, JoinKind.Mark, PlanBuilder.And(Behind(membership.Related), Behind(unknown)));
        return (both, PlanBuilder.Case(
            [
                new CaseArm(both.Column(input.Fields.Count), Constant.True),
                new CaseArm(both.Column(input.Fields.Count + 1), new Constant(null, BooleanType.Default)),
            ],
            Constant.False));
    }

    // Conditions are over the columns of the input and, behind them, those of Right.
    private sealed record Member(LogicalPlan Right, ScalarExpression Related, ScalarExpression? Equality, ScalarExpression? IsUnknown);

    private Member? Membership(CorrelatedSubquery query, int leftCount)
    {
        LogicalPlan plan = change(query.Subquery is InSubquery list ? list.Plan : WithRowsOnly(((ExistsSubquery)query.Subquery).Plan));
        if (new ConditionPulling(IdsOf(query.Parameters)).Pull(plan) is not { } pulled || IsUnsafe(pulled))
        {
            return null;
        }

        ScalarExpression related = Conditions(pulled, query.Parameters, query.Arguments, leftCount);
        if (query.Subquery is not InSubquery membership)
        {
            return new Member(pulled.Plan, related, null, null);
        }

        ScalarExpression operand = OuterValues.Of(query.Parameters, query.Arguments).Fill(membership.Operand);
        ScalarExpression member = ColumnMapping.Shift(pulled.Plan.Column(0), leftCount);
        ScalarExpression[] unknown = [.. new[] { operand, member }.Where(side => side.IsNullable).Select(builder.IsNull)];
        return new Member(
            pulled.Plan, related, builder.Compare("=", operand, member), unknown.Length == 0 ? null : PlanBuilder.Or(unknown));
    }

    // Whether there is a row does not depend on its columns, their order, or how often it is there.
    private static LogicalPlan WithRowsOnly(LogicalPlan plan) => plan switch
    {
        Project or Sort { Count: null } or Distinct => WithRowsOnly(plan.Inputs[0]),
        Limit { Offset: null, Count: Constant { Value: > 0L } } => WithRowsOnly(plan.Inputs[0]),
        _ => plan,
    };

    private (LogicalPlan Plan, ScalarExpression Value)? Scalar(LogicalPlan input, CorrelatedSubquery query, LogicalPlan plan)
    {
        ScalarExpression value = plan.Column(0);
        ScalarExpression? condition = null;
        LogicalPlan relation = plan;
        bool isOne = IsOneRow(plan);
        while (relation is Project or Sort { Count: null } || (isOne && relation is Filter))
        {
            if (relation is Project project)
            {
                if (project.Expressions.Any(Volatile.IsIn))
                {
                    return null;
                }

                value = ColumnMapping.Inline(value, project.Expressions);
                condition = condition is null ? null : ColumnMapping.Inline(condition, project.Expressions);
            }
            else if (relation is Filter filter)
            {
                condition = condition is null ? filter.Condition : PlanBuilder.And(filter.Condition, condition);
            }

            relation = relation.Inputs[0];
        }

        return relation switch
        {
            Values { Fields.IsEmpty: true, Rows.Count: 1 } when isOne => (input, OuterValues.Of(query.Parameters, query.Arguments).Fill(If(condition, value))),
            Aggregate { Groups.IsEmpty: true } aggregate when isOne => Grouped(input, query, aggregate, If(condition, value)),
            _ => Single(input, query, plan),
        };
    }

    private static ScalarExpression If(ScalarExpression? condition, ScalarExpression value) =>
        condition is null ? value : PlanBuilder.Case([new CaseArm(condition, value)], null);

    // Whether a relation is one row, from which conditions may take it away.
    private static bool IsOneRow(LogicalPlan plan) => plan switch
    {
        Values { Fields.IsEmpty: true, Rows.Count: 1 } or Aggregate { Groups.IsEmpty: true } => true,
        Project or Filter or Sort { Count: null } => IsOneRow(plan.Inputs[0]),
        _ => false,
    };

    // An aggregate over the related rows: grouped by what relates them. A row around without any has what the aggregate gives of nothing.
    private static (LogicalPlan Plan, ScalarExpression Value)? Grouped(LogicalPlan input, CorrelatedSubquery query, Aggregate aggregate, ScalarExpression value)
    {
        IReadOnlySet<int> outer = IdsOf(query.Parameters);
        if (new ConditionPulling(outer).PullWithKeys(aggregate.Input, out int[] keys) is not { } pulled
            || IsUnsafe(pulled)
            || aggregate.Calls.Any(call => ExpressionsOf(call).Any(part => OuterUse.IsIn(part, outer) || Failure.IsPossible(part))))
        {
            return null;
        }

        int count = keys.Length;
        LogicalPlan groups = PlanBuilder.Aggregate(
            pulled.Plan,
            keys.Select(key => (ScalarExpression)pulled.Plan.Column(key)).ToPlanList(),
            aggregate.Calls,
            [.. keys.Select(key => $"key {key}"), .. aggregate.Fields.Select(field => field.Name)]);
        Constant[] ofNothing = [.. aggregate.Calls.Select(OfNothing)];
        groups = PlanBuilder.Project(
            groups,
            [.. groups.Fields.Select((_, i) => (ScalarExpression)groups.Column(i)), Constant.True],
            [.. groups.Fields.Select(field => field.Name), "has rows"]);
        LogicalPlan joined = PlanBuilder.Join(
            input, groups, count == 0 ? JoinKind.Inner : JoinKind.Left, KeyConditions(pulled, keys, query, input.Fields.Count));
        int first = input.Fields.Count + count;
        ScalarExpression hasRows = joined.Column(joined.Fields.Count - 1);
        ScalarExpression OverJoin(ScalarExpression part) => part is not ColumnReference call ? part
            : ofNothing[call.Ordinal].Value is null ? joined.Column(first + call.Ordinal)
            : PlanBuilder.Case([new CaseArm(hasRows, joined.Column(first + call.Ordinal))], ofNothing[call.Ordinal]);
        return (joined, OuterValues.Of(query.Parameters, query.Arguments).Fill(value.Rewrite(OverJoin)));
    }

    // The only row of those that are related; a second one is an error, for a row around that has it.
    private (LogicalPlan Plan, ScalarExpression Value)? Single(LogicalPlan input, CorrelatedSubquery query, LogicalPlan plan)
    {
        if (plan.Fields[0].DataType is NullType
            || new ConditionPulling(IdsOf(query.Parameters)).PullWithKeys(plan, out int[] keys) is not { } pulled
            || keys.Length == 0
            || IsUnsafe(pulled))
        {
            return null;
        }

        LogicalPlan groups = PlanBuilder.Aggregate(
            pulled.Plan,
            keys.Select(key => (ScalarExpression)pulled.Plan.Column(key)).ToPlanList(),
            [builder.AggregateCall("any_value", [pulled.Plan.Column(0)]), builder.AggregateCall("count", [])],
            [.. keys.Select(key => $"key {key}"), plan.Fields[0].Name, "rows"]);
        LogicalPlan joined = PlanBuilder.Join(input, groups, JoinKind.Left, KeyConditions(pulled, keys, query, input.Fields.Count));
        int first = input.Fields.Count + keys.Length;
        return (joined, PlanBuilder.Case(
            [new CaseArm(builder.Compare(">", joined.Column(first + 1), Constant.Of(1)), Failing.OfSecondRow(query.Type))],
            PlanBuilder.Cast(joined.Column(first), query.Type)));
    }

    private static ScalarExpression Conditions(
        PulledPlan pulled, PlanList<OuterReference> parameters, PlanList<ScalarExpression> arguments, int leftCount)
    {
        OuterValues values = OuterValues.Of(parameters, arguments);
        return PlanBuilder.And(pulled.Conditions.Select(condition => values.Fill(ColumnMapping.Shift(condition, leftCount))));
    }

    // As above, over groups whose first columns are the keys.
    private static ScalarExpression KeyConditions(PulledPlan pulled, int[] keys, CorrelatedSubquery query, int leftCount) => Conditions(
        pulled with
        {
            Conditions = [.. pulled.Conditions.Select(condition => condition.Rewrite(part =>
                part is ColumnReference column ? column with { Ordinal = Array.IndexOf(keys, column.Ordinal) } : part))],
        },
        query.Parameters,
        query.Arguments,
        leftCount);

    private static bool IsUnsafe(PulledPlan pulled) => Failure.IsPossible(pulled.Plan) || pulled.Conditions.Any(Failure.IsPossible);

    private static HashSet<int> IdsOf(PlanList<OuterReference> parameters) => [.. parameters.Select(parameter => parameter.Id)];

    private static IEnumerable<ScalarExpression> ExpressionsOf(AggregateCall call) =>
        [.. call.Arguments, .. call.Filter is null ? [] : new[] { call.Filter }, .. call.OrderBy.Select(key => key.Expression)];

    private static Constant OfNothing(AggregateCall call)
    {
        var accumulator = call.Binding.CreateAccumulator();
        accumulator.EnsureGroups(1);
        return ConstantArrays.Read(accumulator.Finish(0, 1), 0) with { Type = call.Type };
    }
}
