using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>Tells what of a plan is known only when it runs: values of parameters, and what is computed of them and of the time of the statement alone.</summary>
internal static class RunValues
{
    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">=", "is not distinct from", "is distinct from"];

    /// <summary>Whether a part is known only at run time.</summary>
    public static bool IsIn(ScalarExpression expression) => expression.Any(IsOne);

    /// <summary>Whether an expression is the same for all rows of an execution, and known only then.</summary>
    public static bool Is(ScalarExpression expression) => IsIn(expression) && !DependsOnRows(expression);

    /// <summary>Whether a function compares its two arguments.</summary>
    public static bool IsComparison(FunctionCall call) => Array.IndexOf(Comparisons, call.Name) >= 0;

    /// <summary>
    /// Whether a condition has a part that decides for all rows alike: with its value the condition becomes another one, which may be read faster.
    /// </summary>
    public static bool Decides(ScalarExpression condition) => condition switch
    {
        _ when Is(condition) => true,
        Logical or Not or Case or Coalesce => Any(condition.Children),
        _ => false,
    };

    private static bool Any(Plan.PlanList<ScalarExpression> parts)
    {
        foreach (ScalarExpression part in parts)
        {
            if (Decides(part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOne(ScalarExpression part) => part is ParameterReference or FunctionCall { Binding.Function.Volatility: Volatility.Stable };

    private static bool DependsOnRows(ScalarExpression expression) => expression.Any(part =>
        part is not (Constant or ParameterReference or FunctionCall { Binding.Function.Volatility: not Volatility.Volatile } or Cast or Logical or Not or InList or Case or Coalesce));
}
