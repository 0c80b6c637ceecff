using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>Takes sub-queries that depend on rows out of expressions: below the relation that needs them stands one that computes them as columns.</summary>
internal static class CorrelatedColumns
{
    public static LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(Separate);

    private static LogicalPlan Separate(LogicalPlan relation)
    {
        var found = new List<CorrelatedSubquery>();
        relation.WithExpressions(expression =>
        {
            Collect(expression, found);
            return expression;
        });
        if (found.Count == 0)
        {
            return relation;
        }

        switch (relation)
        {
            case Project or Aggregate:
                return Above(relation, found);
            case Filter or Sort or Distinct:
                LogicalPlan rows = Above(relation, found);
                return PlanBuilder.Project(
                    rows,
                    Enumerable.Range(0, relation.Fields.Count).Select(i => (ScalarExpression)rows.Column(i)).ToPlanList(),
                    [.. relation.Fields.Select(field => field.Name)]);
            case Join { Kind: JoinKind.Inner, Condition: { } condition } join when !join.Keys.Any(key => Has(key.Left) || Has(key.Right)):
                ILookup<bool, ScalarExpression> byRow = Conjuncts.Of(condition).ToLookup(Has);
                return Separate(new Filter(
                    join with { Condition = byRow[false].Any() ? PlanBuilder.And(byRow[false]) : null }, PlanBuilder.And(byRow[true])));
            default:
                throw new RerunException(
                    $"A sub-query that uses columns of the query around it is not supported here: {relation.Label}", RerunErrorCode.NotSupported);
        }
    }

    private static bool Has(ScalarExpression expression) => expression.Any(part => part is CorrelatedSubquery);

    private static void Collect(ScalarExpression expression, List<CorrelatedSubquery> found)
    {
        if (expression is CorrelatedSubquery query)
        {
            if (!found.Any(other => ReferenceEquals(other, query)))
            {
                found.Add(query);
            }

            return;
        }

        foreach (ScalarExpression child in expression.Children)
        {
            Collect(child, found);
        }
    }

    private static LogicalPlan Above(LogicalPlan relation, List<CorrelatedSubquery> found)
    {
        LogicalPlan input = relation.Inputs[0];
        int first = input.Fields.Count;
        if (found.Any(query => query.Arguments.Any(Has)))
        {
            throw new RerunException("A sub-query in the operand of one that uses columns of the query around it is not supported.", RerunErrorCode.NotSupported);
        }

        var columns = new SubqueryColumns(
            input, found.ToPlanList(), [.. input.Fields, .. found.Select((query, i) => new Field($"subquery {i + 1}", query.Type, query.IsNullable))]);
        return relation.WithInputs([columns]).WithExpressions(expression => Replace(expression, found, columns, first));
    }

    private static ScalarExpression Replace(ScalarExpression expression, List<CorrelatedSubquery> found, LogicalPlan columns, int first)
    {
        int index = found.FindIndex(query => ReferenceEquals(query, expression));
        if (index >= 0)
        {
            return columns.Column(first + index);
        }

        PlanList<ScalarExpression> children = expression.Children.Map(child => Replace(child, found, columns, first), out bool isChanged);
        return isChanged ? expression.WithChildren(children) : expression;
    }
}
