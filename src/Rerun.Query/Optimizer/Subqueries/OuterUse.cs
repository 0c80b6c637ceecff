using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>Tells whether values of the row around a sub-query are used, at any depth.</summary>
internal static class OuterUse
{
    public static bool IsIn(ScalarExpression expression, IReadOnlySet<int> references) => expression.Any(part => part switch
    {
        OuterReference reference => references.Contains(reference.Id),
        ScalarSubquery query => IsIn(query.Plan, references),
        ExistsSubquery query => IsIn(query.Plan, references),
        InSubquery query => IsIn(query.Plan, references),
        CorrelatedSubquery query => IsIn(query.Subquery, references),
        _ => false,
    });

    public static bool IsIn(LogicalPlan plan, IReadOnlySet<int> references)
    {
        StackGuard.Ensure();
        bool isUsed = false;
        plan.WithExpressions(expression =>
        {
            isUsed = isUsed || IsIn(expression, references);
            return expression;
        });
        return isUsed || plan.Inputs.Any(input => IsIn(input, references)) || (plan is LateralJoin lateral && IsIn(lateral.Right, references));
    }
}
