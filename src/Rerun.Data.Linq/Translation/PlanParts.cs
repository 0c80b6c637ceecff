using Rerun.Query.Optimizer;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>Walks over plans and the sub-queries in their expressions.</summary>
internal static class PlanParts
{
    /// <summary>The plan with every relation and every part of an expression changed, innermost first.</summary>
    public static LogicalPlan Rewrite(LogicalPlan plan, Func<LogicalPlan, LogicalPlan> relation, Func<ScalarExpression, ScalarExpression> part)
    {
        return plan.RewriteUp(one => relation(Inside(one).WithExpressions(expression => expression.Rewrite(Part))));

        LogicalPlan Inside(LogicalPlan one) => one is LateralJoin lateral ? lateral with { Right = Rewrite(lateral.Right, relation, part) } : one;

        ScalarExpression Part(ScalarExpression one) => part(one switch
        {
            ScalarSubquery query => new ScalarSubquery(Rewrite(query.Plan, relation, part)),
            ExistsSubquery query => new ExistsSubquery(Rewrite(query.Plan, relation, part)),
            InSubquery query => query with { Plan = Rewrite(query.Plan, relation, part) },
            CorrelatedSubquery query => query with { Subquery = Part(query.Subquery) },
            _ => one,
        });
    }
}
