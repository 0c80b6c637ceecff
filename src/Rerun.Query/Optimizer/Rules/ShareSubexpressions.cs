using Rerun.Query.Optimizer.Sharing;
using Rerun.Query.Optimizer.Subqueries;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Computes once what the columns of a projection, the arguments and groups of an aggregation, or a condition and what stands above it name more than once:
/// as a column of the input. Only what is computed for each row anyway, so that no error appears that a CASE, an AND or a condition would have kept away.
/// </summary>
internal sealed class ShareSubexpressions : IOptimizerRule
{
    public const string RuleName = "common-subexpressions";

    private const int LeastCost = 2;

    /// <summary>Below a condition, as the rows that pass take their columns along.</summary>
    private const int LeastCostBelowFilter = 4;

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan)
    {
        StackGuard.Ensure();
        if (plan is Project or Aggregate && WithoutNames(plan) is { } named && named.Inputs[0] is Filter filter && ShareWithFilter(named, filter) is { } shared)
        {
            return Share(shared.WithInputs([shared.Inputs[0].WithInputs([Below(shared.Inputs[0].Inputs[0], filter.Input)])]));
        }

        PlanList<LogicalPlan> inputs = plan.Inputs.Map(Apply, out bool isChanged);
        LogicalPlan relation = isChanged ? plan.WithInputs(inputs) : plan;
        return relation switch
        {
            Project or Aggregate => Share(relation),
            Filter alone => ShareInFilter(alone),
            _ => relation,
        };
    }

    // What was put above a relation is as it should be.
    private LogicalPlan Below(LogicalPlan plan, LogicalPlan relation) =>
        ReferenceEquals(plan, relation) ? Apply(plan) : plan.WithInputs([Below(plan.Inputs[0], relation)]);

    // A projection that only names and chooses columns hides nothing.
    private static LogicalPlan WithoutNames(LogicalPlan relation)
    {
        while (relation.Inputs[0] is Project project && project.Expressions.All(expression => expression is ColumnReference))
        {
            relation = relation.WithExpressions(expression => ColumnMapping.Inline(expression, project.Expressions)).WithInputs([project.Input]);
        }

        return relation;
    }

    private static LogicalPlan Share(LogicalPlan relation)
    {
        var occurrences = new Occurrences();
        foreach ((ScalarExpression expression, Certainty certainty) in relation is Aggregate aggregate ? Computed(aggregate) : ExpressionsOf(relation).Select(part => (part, Certainty.Always)))
        {
            occurrences.Add(expression, certainty);
        }

        return occurrences.Repeated(LeastCost) is { Count: > 0 } repeated && new SharedColumns(relation.Inputs[0], repeated) is var shared
            ? relation.WithExpressions(shared.Replace).WithInputs([shared.Plan])
            : relation;
    }

    // What is equal as a whole is computed once anyway, and what FILTER leaves out perhaps not at all.
    private static IEnumerable<(ScalarExpression Expression, Certainty Certainty)> Computed(Aggregate aggregate)
    {
        IEnumerable<(ScalarExpression, Certainty)> ofCalls = aggregate.Calls.SelectMany(call =>
        {
            Certainty certainty = call.Filter is null ? Certainty.Always : Certainty.Perhaps;
            IEnumerable<ScalarExpression> always = call.OrderBy.Select(key => key.Expression).Concat(call.Filter is null ? [] : [call.Filter]);
            return call.Arguments.Select(argument => (argument, certainty)).Concat(always.Select(part => (part, Certainty.Always)));
        });
        return aggregate.Groups.Select(group => (group, Certainty.Always)).Concat(ofCalls).Distinct();
    }

    // What a condition computes for all rows is there for those that pass.
    private static LogicalPlan? ShareWithFilter(LogicalPlan relation, Filter filter)
    {
        var occurrences = new Occurrences();
        occurrences.Add(filter.Condition, Certainty.Always);
        foreach (ScalarExpression expression in ExpressionsOf(relation))
        {
            occurrences.Add(expression, Certainty.Perhaps);
        }

        return occurrences.Repeated(LeastCostBelowFilter) is { Count: > 0 } repeated && new SharedColumns(filter.Input, repeated) is var shared
            ? relation.WithExpressions(shared.Replace).WithInputs([new Filter(shared.Plan, shared.Replace(filter.Condition))])
            : null;
    }

    private static LogicalPlan ShareInFilter(Filter filter)
    {
        var occurrences = new Occurrences();
        occurrences.Add(filter.Condition, Certainty.Always);
        return occurrences.Repeated(LeastCostBelowFilter) is { Count: > 0 } repeated && new SharedColumns(filter.Input, repeated) is var shared
            ? WiderInput.Restored(new Filter(shared.Plan, shared.Replace(filter.Condition)), filter)
            : filter;
    }

    private static List<ScalarExpression> ExpressionsOf(LogicalPlan relation)
    {
        var expressions = new List<ScalarExpression>();
        relation.WithExpressions(expression =>
        {
            expressions.Add(expression);
            return expression;
        });
        return expressions;
    }
}
