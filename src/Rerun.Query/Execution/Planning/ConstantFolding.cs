using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Planning;

/// <summary>Computes what does not depend on rows.</summary>
internal static class ConstantFolding
{
    private const int LongestList = 1000;

    private static readonly VectorBatch OneRow = new([], 1);

    /// <summary>The value of an expression all of whose parts are constants.</summary>
    /// <exception cref="Rerun.Catalog.RerunException">The value is an error, such as a cast that does not succeed.</exception>
    public static ScalarExpression Fold(ScalarExpression expression) =>
        expression is Constant ? expression : Compute(expression, EvaluationContext.Create());

    /// <summary>
    /// As <see cref="Fold"/>, but a call that makes a long list stays one, and an error leaves the expression as it is: among constants one is raised
    /// only if a row is computed, as it may stand in a branch that is never taken.
    /// </summary>
    public static ScalarExpression TryFold(ScalarExpression expression)
    {
        try
        {
            if (expression is Constant)
            {
                return expression;
            }

            ColumnVector value = ExpressionCompiler.Compile(expression).Evaluate(OneRow, EvaluationContext.Create());
            return expression is FunctionCall && IsLong(value) ? expression : Read(value, expression.Type);
        }
        catch (RerunException)
        {
            return expression;
        }
    }

    /// <summary>Calls that stay the same during one execution, such as <c>now()</c>, replaced by their values.</summary>
    /// <param name="part">The expression; its parts are replaced already.</param>
    /// <param name="context">The execution.</param>
    public static ScalarExpression FoldStable(ScalarExpression part, EvaluationContext context) =>
        part is FunctionCall { Binding.Function.Volatility: Volatility.Stable } call && call.Arguments.All(argument => argument is Constant)
            ? Compute(call, context)
            : part;

    /// <summary>The value of an expression without columns, for given values of its parameters.</summary>
    public static Constant Evaluate(ScalarExpression expression, Func<string, Constant> parameters) =>
        (Constant)Fold(expression.Rewrite(part => part is ParameterReference parameter ? parameters(parameter.Name) : part));

    /// <summary>Whether an expression may be computed while planning: constant in all parts, and the same at any time.</summary>
    public static bool IsFoldable(ScalarExpression expression)
    {
        if (expression is FunctionCall { Binding.Function.Volatility: not Volatility.Immutable }
            || expression is not (FunctionCall or Cast or Logical or Not or InList or Case or Coalesce))
        {
            return false;
        }

        foreach (ScalarExpression child in expression.Children)
        {
            if (child is not Constant)
            {
                return false;
            }
        }

        return true;
    }

    private static Constant Compute(ScalarExpression expression, EvaluationContext context)
    {
        ColumnVector value = ExpressionCompiler.Compile(expression).Evaluate(OneRow, context);
        return Read(value, expression.Type);
    }

    private static Constant Read(ColumnVector value, IArrowType type)
    {
        Constant constant = ConstantArrays.Read(value.Values, value.PlaceOf(0));
        return constant.Type.Equals(type) ? constant : constant with { Type = type };
    }

    // A long list, such as a series of numbers, is computed faster than it is kept in a plan element by element.
    private static bool IsLong(ColumnVector value) => value.Values is ListArray lists && lists.GetValueLength(value.PlaceOf(0)) > LongestList;
}
