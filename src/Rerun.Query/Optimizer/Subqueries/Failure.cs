using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>
/// Tells whether a relation may raise an error for some of its rows: then it must be computed only for the rows around it that ask for it. An
/// overflow does not count, or nothing with a sum in it could become a join.
/// </summary>
internal static class Failure
{
    private static readonly HashSet<string> OverflowOnly = ["+", "-", "*"];

    public static bool IsPossible(LogicalPlan plan)
    {
        StackGuard.Ensure();
        bool isPossible = plan is LateralJoin || (plan is CommonScan scan && IsPossible(scan.Query.Plan));
        plan.WithExpressions(expression =>
        {
            isPossible = isPossible || IsPossible(expression);
            return expression;
        });
        return isPossible || plan.Inputs.Any(IsPossible);
    }

    public static bool IsPossible(ScalarExpression expression) => expression switch
    {
        CorrelatedSubquery => true,
        FunctionCall call => (!OverflowOnly.Contains(call.Name) && call.Binding.CanFail) || call.Arguments.Any(IsPossible),
        Cast cast => IsPossible(cast.Operand) || (!cast.Try && CanFail(cast)),
        Failing => true,
        _ => expression.Children.Any(IsPossible),
    };

    /// <summary>Whether some values cannot be converted.</summary>
    public static bool CanFail(Cast cast)
    {
        try
        {
            return ExpressionCompiler.ConversionOf(cast.Operand.Type, cast.Type).CanFail;
        }
        catch (RerunException)
        {
            return true;
        }
    }
}
