using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>
/// Takes sub-queries that depend on rows, and did not become joins, out of expressions: below the relation that needs them stands one that
/// computes them as columns, for those rows only for which the expression asks for them.
/// </summary>
internal sealed class CorrelatedColumns(PlanBuilder builder)
{
    private readonly Guards _guards = new(builder);

    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(Separate);

    private LogicalPlan Separate(LogicalPlan relation)
    {
        if (Next(relation) is null)
        {
            return relation;
        }

        if (relation is Join { Kind: JoinKind.Inner } join)
        {
            return Separate(WithoutSubqueries(join));
        }

        if (!WiderInput.Fits(relation))
        {
            throw new RerunException(
                $"A sub-query that uses columns of the query around it is not supported here: {relation.Label}", RerunErrorCode.NotSupported);
        }

        LogicalPlan wider = relation;
        while (Next(wider) is { } next)
        {
            LogicalPlan input = wider.Inputs[0];
            var column = new SubqueryColumn(
                input, next.Query, next.Guard, [.. input.Fields, new Field($"subquery {input.Fields.Count}", next.Query.Type, true)]);
            wider = WiderInput.Replace(WiderInput.Over(wider, column), next.Query, column.Column(input.Fields.Count));
        }

        return WiderInput.Restored(wider, relation);
    }

    /// <summary>An inner join whose conditions with sub-queries stand above it.</summary>
    public static Filter WithoutSubqueries(Join join)
    {
        IEnumerable<ScalarExpression> all = join.Condition is null ? [] : Conjuncts.Of(join.Condition);
        ILookup<bool, ScalarExpression> byRow = all.ToLookup(Has);
        if (join.Keys.Any(key => Has(key.Left) || Has(key.Right)))
        {
            throw new RerunException($"A sub-query that uses columns of the query around it is not supported here: {join.Label}", RerunErrorCode.NotSupported);
        }

        return new Filter(join with { Condition = byRow[false].Any() ? PlanBuilder.And(byRow[false]) : null }, PlanBuilder.And(byRow[true]));
    }

    /// <summary>Whether a sub-query that depends on rows stands in an expression.</summary>
    public static bool Has(ScalarExpression expression) => expression.Any(part => part is CorrelatedSubquery);

    private (CorrelatedSubquery Query, ScalarExpression? Guard)? Next(LogicalPlan relation)
    {
        (CorrelatedSubquery Query, ScalarExpression? Guard)? found = null;
        relation.WithExpressions(expression =>
        {
            found ??= Has(expression) ? _guards.First(expression) : null;
            return expression;
        });
        return found;
    }
}
