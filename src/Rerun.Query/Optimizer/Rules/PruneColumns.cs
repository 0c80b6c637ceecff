using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>Lets each relation give only the columns that are used above it. A view's projection never changes which rows it has.</summary>
internal sealed class PruneColumns : IOptimizerRule
{
    public const string RuleName = "prune-columns";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan)
    {
        PrunedPlan pruned = Prune(plan, [.. Enumerable.Range(0, plan.Fields.Count)]);
        return Restore(pruned, plan.Fields);
    }

    private static PrunedPlan Prune(LogicalPlan plan, SortedSet<int> used)
    {
        StackGuard.Ensure();
        switch (plan)
        {
            case DataframeScan scan:
                {
                    Field[] fields = [.. used.Select(i => scan.Fields[i])];
                    return used.Count == scan.Fields.Count
                        ? PrunedPlan.Whole(scan)
                        : new PrunedPlan(scan with { Query = scan.Query with { Projection = [.. fields.Select(field => field.Name)] }, Fields = [.. fields] }, used);
                }

            case TableScan scan:
                return new PrunedPlan(new TableScan(scan.Source, used.Select(i => scan.Columns[i]).ToPlanList(), used.Select(i => scan.Fields[i]).ToPlanList()), used);
            case Values { Fields.IsEmpty: false } values:
                return new PrunedPlan(
                    new Values(values.Rows.Select(row => used.Select(i => row[i]).ToPlanList()).ToPlanList(), used.Select(i => values.Fields[i]).ToPlanList()), used);
            case Empty empty:
                return new PrunedPlan(new Empty(used.Select(i => empty.Fields[i]).ToPlanList()), used);
            case Project project:
                {
                    var needed = new SortedSet<int>();
                    foreach (int i in used)
                    {
                        ColumnMapping.Collect(project.Expressions[i], needed);
                    }

                    PrunedPlan input = Prune(project.Input, needed);
                    LogicalPlan pruned = new Project(
                        input.Plan, used.Select(i => input.Remap(project.Expressions[i])).ToPlanList(), used.Select(i => project.Fields[i]).ToPlanList());
                    return new PrunedPlan(((Project)pruned).IsIdentity ? input.Plan : pruned, used);
                }

            case Aggregate aggregate:
                return PruneAggregate(aggregate, used);
            case Filter or Sort or Limit or Distinct { Keys.IsEmpty: false }:
                return PruneThrough(plan, used);
            case Join join:
                return PruneJoin(join, used);
            case Unnest unnest:
                return PruneUnnest(unnest, used);
            case Window window:
                return PruneWindow(window, used);
            case SetOperation { Kind: SetOperationKind.UnionAll } union:
                return new PrunedPlan(
                    new SetOperation(
                        union.Kind,
                        true,
                        union.Operands.Select(operand => Select(Prune(operand, used), used, used.Select(i => operand.Fields[i]))).ToPlanList(),
                        used.Select(i => union.Fields[i]).ToPlanList()),
                    used);
            default:
                return PrunedPlan.Whole(plan.WithInputs(plan.Inputs.Map(input => Restore(Prune(input, All(input)), input.Fields))));
        }
    }

    // Keeps columns by name and order as they were, whatever the input gives.
    private static LogicalPlan Select(PrunedPlan pruned, SortedSet<int> used, IEnumerable<Field> fields)
    {
        var project = new Project(
            pruned.Plan, used.Select(i => (ScalarExpression)pruned.Plan.Column(pruned.PositionOf(i))).ToPlanList(), fields.ToPlanList());
        return project.IsIdentity ? pruned.Plan : project;
    }

    private static LogicalPlan Restore(PrunedPlan pruned, PlanList<Field> fields) =>
        Select(pruned, [.. Enumerable.Range(0, fields.Count)], fields);

    private static PrunedPlan PruneThrough(LogicalPlan plan, SortedSet<int> used)
    {
        var needed = new SortedSet<int>(used);
        plan.WithExpressions(expression =>
        {
            ColumnMapping.Collect(expression, needed);
            return expression;
        });
        PrunedPlan input = Prune(plan.Inputs[0], needed);
        LogicalPlan above = plan switch
        {
            Filter filter => new Filter(input.Plan, input.Remap(filter.Condition)),
            Sort sort => new Sort(input.Plan, sort.Keys.Map(key => key with { Expression = input.Remap(key.Expression) }), sort.Count),
            Distinct distinct => new Distinct(input.Plan, distinct.Keys.Map(input.Remap)),
            _ => plan.WithInputs([input.Plan]),
        };
        return new PrunedPlan(above, input.Columns);
    }

    private static PrunedPlan PruneAggregate(Aggregate aggregate, SortedSet<int> used)
    {
        int groups = aggregate.Groups.Count;
        SortedSet<int> kept = [.. Enumerable.Range(0, groups), .. used];
        AggregateCall[] calls = [.. kept.Where(i => i >= groups).Select(i => aggregate.Calls[i - groups])];
        var needed = new SortedSet<int>();
        new Aggregate(aggregate.Input, aggregate.Groups, [.. calls], aggregate.Fields).WithExpressions(expression =>
        {
            ColumnMapping.Collect(expression, needed);
            return expression;
        });
        PrunedPlan input = Prune(aggregate.Input, needed);
        return new PrunedPlan(
            new Aggregate(
                input.Plan,
                aggregate.Groups.Map(input.Remap),
                calls.Select(call => call.WithExpressions(input.Remap)).ToPlanList(),
                kept.Select(i => aggregate.Fields[i]).ToPlanList()),
            kept);
    }

    private static PrunedPlan PruneJoin(Join join, SortedSet<int> used)
    {
        int leftCount = join.Left.Fields.Count;
        var left = new SortedSet<int>(used.Where(i => i < leftCount));
        bool isMark = join.Kind is JoinKind.Mark or JoinKind.MarkUnknown;
        var right = new SortedSet<int>(used.Where(i => i >= leftCount && !isMark).Select(i => i - leftCount));
        foreach (JoinKey key in join.Keys)
        {
            ColumnMapping.Collect(key.Left, left);
            ColumnMapping.Collect(key.Right, right);
        }

        var both = new SortedSet<int>();
        if (join.Condition is not null)
        {
            ColumnMapping.Collect(join.Condition, both);
            left.UnionWith(both.Where(i => i < leftCount));
            right.UnionWith(both.Where(i => i >= leftCount).Select(i => i - leftCount));
        }

        PrunedPlan leftInput = Prune(join.Left, left);
        PrunedPlan rightInput = Prune(join.Right, right);
        var columns = new SortedSet<int>([.. leftInput.Columns, .. rightInput.Columns.Select(i => i + leftCount)]);
        var pairs = new PrunedPlan(join, columns);
        SortedSet<int> given = join.Kind switch
        {
            JoinKind.Semi or JoinKind.Anti => leftInput.Columns,
            JoinKind.Mark or JoinKind.MarkUnknown => [.. leftInput.Columns, leftCount],
            _ => columns,
        };
        return new PrunedPlan(
            new Join(
                leftInput.Plan,
                rightInput.Plan,
                join.Kind,
                join.Keys.Map(key => key with { Left = leftInput.Remap(key.Left), Right = rightInput.Remap(key.Right) }),
                join.Condition is null ? null : pairs.Remap(join.Condition),
                given.Select(i => join.Fields[i]).ToPlanList()),
            given);
    }

    private static PrunedPlan PruneUnnest(Unnest unnest, SortedSet<int> used)
    {
        int inputCount = unnest.Input.Fields.Count;
        var needed = new SortedSet<int>(used.Where(i => i < inputCount));
        foreach (ScalarExpression list in unnest.Lists)
        {
            ColumnMapping.Collect(list, needed);
        }

        PrunedPlan input = Prune(unnest.Input, needed);
        SortedSet<int> given = [.. input.Columns, .. Enumerable.Range(inputCount, unnest.Fields.Count - inputCount)];
        return new PrunedPlan(
            unnest with { Input = input.Plan, Lists = unnest.Lists.Map(input.Remap), Fields = given.Select(i => unnest.Fields[i]).ToPlanList() }, given);
    }

    private static PrunedPlan PruneWindow(Window window, SortedSet<int> used)
    {
        int inputCount = window.Input.Fields.Count;
        var needed = new SortedSet<int>(used.Where(i => i < inputCount));
        window.WithExpressions(expression =>
        {
            ColumnMapping.Collect(expression, needed);
            return expression;
        });
        PrunedPlan input = Prune(window.Input, needed);
        SortedSet<int> given = [.. input.Columns, .. Enumerable.Range(inputCount, window.Fields.Count - inputCount)];
        var pruned = (Window)window.WithExpressions(input.Remap);
        return new PrunedPlan(pruned with { Input = input.Plan, Fields = given.Select(i => window.Fields[i]).ToPlanList() }, given);
    }

    private static SortedSet<int> All(LogicalPlan plan) => [.. Enumerable.Range(0, plan.Fields.Count)];
}
