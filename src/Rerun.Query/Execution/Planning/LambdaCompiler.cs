using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Planning;

/// <summary>Turns lambdas into what computes them: the body becomes an expression over the captured columns and the parameters.</summary>
internal static class LambdaCompiler
{
    public static Evaluator Compile(LambdaCall call)
    {
        var captured = new List<int>();
        call.Body.Any(part =>
        {
            if (part is ColumnReference column && !captured.Contains(column.Ordinal))
            {
                captured.Add(column.Ordinal);
            }

            return false;
        });
        int depth = call.Variables[0].Depth;
        ScalarExpression body = call.Body.Rewrite(part => part switch
        {
            ColumnReference column => column with { Ordinal = captured.IndexOf(column.Ordinal) },
            LambdaVariable variable when variable.Depth == depth => new ColumnReference(captured.Count + variable.Place, variable.Name, variable.Type, true),
            _ => part,
        });
        bool isVolatile = call.Body.Any(part => part is FunctionCall { Binding.Function.Volatility: Volatility.Volatile });
        var compiled = new LambdaBody(ExpressionCompiler.Compile(body), [.. captured], call.Variables.Count > call.Function.Parameters, isVolatile);
        Evaluator list = ExpressionCompiler.Compile(call.Arguments[0]);
        return call.Function.Kind == LambdaFunctionKind.Reduce
            ? new ReduceEvaluator(call.Type, list, call.Arguments.Count > 1 ? ExpressionCompiler.Compile(call.Arguments[1]) : null, compiled)
            : new LambdaEvaluator(call.Function.Kind, call.Type, list, compiled);
    }
}
