using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <summary>Tells what may come out otherwise each time it is computed, be it for the same rows: so it is computed as often as it is written, and no more.</summary>
internal static class Changing
{
    /// <summary>Whether an expression may have another value.</summary>
    public static bool IsIn(ScalarExpression expression) => expression.Any(IsOne);

    /// <summary>Whether a relation may have other rows. A common query is computed once, and so has the same wherever it is named.</summary>
    public static bool IsIn(LogicalPlan plan)
    {
        StackGuard.Ensure();
        if (plan is Sample { Seed: null } || plan.Inputs.Any(IsIn) || (plan is LateralJoin lateral && IsIn(lateral.Right)))
        {
            return true;
        }

        bool isFound = false;
        plan.WithExpressions(expression =>
        {
            isFound = isFound || IsIn(expression);
            return expression;
        });
        return isFound;
    }

    private static bool IsOne(ScalarExpression part) => part switch
    {
        FunctionCall { Binding.Function.Volatility: Volatility.Volatile } => true,
        ScalarSubquery query => IsIn(query.Plan),
        ExistsSubquery query => IsIn(query.Plan),
        InSubquery query => IsIn(query.Plan),
        CorrelatedSubquery query => IsOne(query.Subquery),
        _ => false,
    };
}
