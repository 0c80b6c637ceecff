using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>
/// Takes conditions that use values of the row around a sub-query out of the sub-query's relation, so that they can become the condition of a
/// join. Where rows are counted, ranked or made one on the way, only equalities can pass, which then become part of the groups.
/// </summary>
/// <param name="outer">The values of the row around.</param>
internal sealed class ConditionPulling(IReadOnlySet<int> outer)
{
    /// <summary>The relation freed of the values around, or null where they cannot be taken out.</summary>
    public PulledPlan? Pull(LogicalPlan plan) => !OuterUse.IsIn(plan, outer) ? new PulledPlan(plan, []) : plan switch
    {
        _ when Changing.IsIn(plan) => null,
        Filter filter => PullFilter(filter),
        Project project => PullProject(project),
        Sort { Count: null } sort when !sort.Keys.Any(key => IsOuter(key.Expression)) =>
            Pull(sort.Input) is { } input ? input with { Plan = new Sort(input.Plan, sort.Keys) } : null,
        Distinct { Keys.IsEmpty: true } distinct =>
            PullWithKeys(distinct.Input, out _) is { } input ? input with { Plan = new Distinct(input.Plan, default) } : null,
        Aggregate { Groups.IsEmpty: false } aggregate => PullAggregate(aggregate),
        Window window => PullWindow(window),
        Unnest unnest => PullUnnest(unnest),
        Join join => PullJoin(join),
        _ => null,
    };

    /// <summary>
    /// The relation freed of the values around, its conditions all equalities between a column and a value around; the columns stand behind
    /// those of the relation. Null where that is not possible.
    /// </summary>
    /// <param name="plan">The relation.</param>
    /// <param name="keys">The columns that are compared.</param>
    public PulledPlan? PullWithKeys(LogicalPlan plan, out int[] keys)
    {
        keys = [];
        if (Pull(plan) is not { } pulled)
        {
            return null;
        }

        int count = plan.Fields.Count;
        var columns = new List<ScalarExpression>(Enumerable.Range(0, count).Select(i => (ScalarExpression)pulled.Plan.Column(i)));
        var conditions = new List<ScalarExpression>();
        foreach (ScalarExpression condition in pulled.Conditions)
        {
            if (condition is not FunctionCall { Name: "=" or "is not distinct from" } call)
            {
                return null;
            }

            bool leftIsInner = call.Arguments[0].Any(part => part is ColumnReference);
            ScalarExpression inner = call.Arguments[leftIsInner ? 0 : 1];
            ScalarExpression around = call.Arguments[leftIsInner ? 1 : 0];
            if (IsOuter(inner) || around.Any(part => part is ColumnReference))
            {
                return null;
            }

            int place = columns.IndexOf(inner, count);
            if (place < 0)
            {
                place = columns.Count;
                columns.Add(inner);
            }

            ColumnReference column = new(place, inner is ColumnReference named ? named.Name : $"key {place}", inner.Type, inner.IsNullable);
            conditions.Add(call.WithChildren(leftIsInner ? [column, around] : [around, column]));
        }

        keys = [.. Enumerable.Range(count, columns.Count - count)];
        return new PulledPlan(
            PlanBuilder.Project(pulled.Plan, columns.ToPlanList(), [.. plan.Fields.Select(field => field.Name), .. keys.Select(key => $"key {key}")]), conditions);
    }

    private bool IsOuter(ScalarExpression expression) => OuterUse.IsIn(expression, outer);

    private PulledPlan? PullFilter(Filter filter)
    {
        if (Pull(filter.Input) is not { } input)
        {
            return null;
        }

        var kept = new List<ScalarExpression>();
        var pulled = new List<ScalarExpression>(input.Conditions);
        foreach (ScalarExpression condition in Conjuncts.Of(filter.Condition))
        {
            if (!IsOuter(condition))
            {
                kept.Add(condition);
            }
            else if (Volatile.IsIn(condition) || condition.Any(part => part is ScalarSubquery or ExistsSubquery or InSubquery))
            {
                return null;
            }
            else
            {
                pulled.Add(condition);
            }
        }

        return new PulledPlan(kept.Count == 0 ? input.Plan : new Filter(input.Plan, PlanBuilder.And(kept)), pulled);
    }

    private PulledPlan? PullProject(Project project)
    {
        if (project.Expressions.Any(IsOuter) || Pull(project.Input) is not { } input)
        {
            return null;
        }

        var columns = new List<ScalarExpression>(project.Expressions);
        var fields = new List<Field>(project.Fields);
        ScalarExpression[] conditions = [.. input.Conditions.Select(condition => condition.Rewrite(part => part is ColumnReference column ? Place(column) : part))];
        return new PulledPlan(new Project(input.Plan, columns.ToPlanList(), fields.ToPlanList()), conditions);

        ColumnReference Place(ColumnReference column)
        {
            int place = columns.IndexOf(column);
            if (place < 0)
            {
                place = columns.Count;
                columns.Add(column);
                fields.Add(input.Plan.Fields[column.Ordinal]);
            }

            return column with { Ordinal = place };
        }
    }

    private PulledPlan? PullAggregate(Aggregate aggregate)
    {
        if (UsesOuter(aggregate) || PullWithKeys(aggregate.Input, out int[] keys) is not { } input)
        {
            return null;
        }

        int groups = aggregate.Groups.Count;
        LogicalPlan grouped = PlanBuilder.Aggregate(
            input.Plan,
            [.. aggregate.Groups, .. keys.Select(key => (ScalarExpression)input.Plan.Column(key))],
            aggregate.Calls,
            [.. aggregate.Fields.Take(groups).Select(field => field.Name), .. keys.Select(key => $"key {key}"), .. aggregate.Fields.Skip(groups).Select(field => field.Name)]);
        int[] order = [.. Enumerable.Range(0, groups), .. Enumerable.Range(groups + keys.Length, aggregate.Calls.Count), .. Enumerable.Range(groups, keys.Length)];
        return Ordered(grouped, order, input.Conditions, column => Array.IndexOf(keys, column) + groups);
    }

    private PulledPlan? PullWindow(Window window)
    {
        if (UsesOuter(window) || PullWithKeys(window.Input, out int[] keys) is not { } input)
        {
            return null;
        }

        int count = window.Input.Fields.Count;
        LogicalPlan ranked = PlanBuilder.Window(
            input.Plan, [.. window.PartitionBy, .. keys.Select(key => (ScalarExpression)input.Plan.Column(key))], window.OrderBy, window.Calls);
        int[] order = [.. Enumerable.Range(0, count), .. Enumerable.Range(count + keys.Length, window.Calls.Count), .. keys];
        return Ordered(ranked, order, input.Conditions, column => column);
    }

    private PulledPlan? PullUnnest(Unnest unnest)
    {
        if (UsesOuter(unnest) || Pull(unnest.Input) is not { } input)
        {
            return null;
        }

        int count = unnest.Input.Fields.Count;
        int extra = input.Plan.Fields.Count - count;
        Unnest elements = unnest with { Input = input.Plan, Fields = [.. input.Plan.Fields, .. unnest.Fields.Skip(count)] };
        int[] order =
        [
            .. Enumerable.Range(0, count), .. Enumerable.Range(count + extra, unnest.Fields.Count - count), .. Enumerable.Range(count, extra),
        ];
        return Ordered(elements, order, input.Conditions, column => column);
    }

    private PulledPlan? PullJoin(Join join)
    {
        bool isInner = join.Kind == JoinKind.Inner;
        if (join.Kind is JoinKind.Right or JoinKind.Full
            || join.Keys.Any(key => IsOuter(key.Left) || IsOuter(key.Right))
            || (!isInner && (OuterUse.IsIn(join.Right, outer) || (join.Condition is not null && IsOuter(join.Condition))))
            || Pull(join.Left) is not { } left
            || Pull(join.Right) is not { } right)
        {
            return null;
        }

        int leftCount = join.Left.Fields.Count;
        int rightCount = join.Fields.Count - leftCount;
        int extraLeft = left.Plan.Fields.Count - leftCount;
        var kept = new List<ScalarExpression>();
        var pulled = new List<ScalarExpression>(left.Conditions);
        pulled.AddRange(right.Conditions.Select(condition => ColumnMapping.Shift(condition, left.Plan.Fields.Count)));
        foreach (ScalarExpression condition in join.Condition is null ? [] : Conjuncts.Of(join.Condition))
        {
            if (IsOuter(condition) && (Volatile.IsIn(condition) || condition.Any(part => part is ScalarSubquery or ExistsSubquery or InSubquery)))
            {
                return null;
            }

            (IsOuter(condition) ? pulled : kept).Add(condition.Rewrite(part =>
                part is ColumnReference column && column.Ordinal >= leftCount ? column with { Ordinal = column.Ordinal + extraLeft } : part));
        }

        LogicalPlan joined = new Join(
            left.Plan, right.Plan, join.Kind, join.Keys, kept.Count == 0 ? null : PlanBuilder.And(kept), PlanBuilder.JoinFields(left.Plan, right.Plan, join.Kind));
        int extraRight = joined.Fields.Count - leftCount - extraLeft - rightCount;
        int[] order =
        [
            .. Enumerable.Range(0, leftCount), .. Enumerable.Range(leftCount + extraLeft, rightCount),
            .. Enumerable.Range(leftCount, extraLeft), .. Enumerable.Range(leftCount + extraLeft + rightCount, extraRight),
        ];
        return Ordered(joined, order, pulled, column => column);
    }

    private bool UsesOuter(LogicalPlan relation)
    {
        bool isUsed = false;
        relation.WithExpressions(expression =>
        {
            isUsed |= IsOuter(expression);
            return expression;
        });
        return isUsed;
    }

    // The columns of a relation in another order; conditions tell by "place" where their columns stand in it.
    private static PulledPlan Ordered(LogicalPlan plan, int[] order, IReadOnlyList<ScalarExpression> conditions, Func<int, int> place)
    {
        LogicalPlan ordered = PlanBuilder.Project(plan, order.Select(i => (ScalarExpression)plan.Column(i)).ToPlanList(), [.. order.Select(i => plan.Fields[i].Name)]);
        return new PulledPlan(ordered, [.. conditions.Select(condition => condition.Rewrite(part =>
            part is ColumnReference column ? column with { Ordinal = Array.IndexOf(order, place(column.Ordinal)) } : part))]);
    }
}
