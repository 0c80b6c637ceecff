using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Optimizer;

/// <summary>Expressions that give another value each time, or cost much, and so are neither moved nor doubled.</summary>
internal static class Volatile
{
    public static bool IsIn(ScalarExpression expression) =>
        expression.Any(part => part is FunctionCall { Binding.Function.Volatility: Volatility.Volatile } or CorrelatedSubquery);
}
