using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Lambdas and the functions that take them.</content>
internal sealed partial class ExpressionBinder
{
    // An accumulated value may widen with what the lambda makes of it: INTEGER to BIGINT to DOUBLE and so on.
    private const int MostWidenings = 4;

    private const int MostLambdas = 10_000;

    /// <summary>The parameters of the lambdas around what is being bound, the innermost last.</summary>
    private readonly List<PlanList<LambdaVariable>> _lambdas = [];

    private ScalarExpression Lambda(FunctionExpression syntax, LambdaFunction function)
    {
        if (syntax.Distinct || syntax.Filter is not null || !syntax.OrderBy.IsEmpty || !syntax.WithinGroup.IsEmpty)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"DISTINCT, ORDER BY and FILTER belong to aggregates; {function.Name} is none.");
        }

        if (syntax.Arguments.Count < 2 || syntax.Arguments.Count > function.MostArguments || syntax.Arguments.Any(argument => argument.Name is not null)
            || syntax.Arguments[1].Value is not LambdaExpression lambda)
        {
            string example = function.Parameters == 1 ? "x -> x > 1" : "(sum, x) -> sum + x";
            throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"{function.Name} takes {function.Arguments}: a list and a lambda such as {example}.");
        }

        if (lambda.Parameters.Count < function.Parameters || lambda.Parameters.Count > function.Parameters + 1)
        {
            throw context.Error(
                RerunErrorCode.TypeMismatch, lambda, $"The lambda of {function.Name} has {function.Parameters} or {function.Parameters + 1} parameters, not {lambda.Parameters.Count}.");
        }

        ScalarExpression list = Bind(syntax.Arguments[0].Value);
        if (list.Type is NullType)
        {
            list = new Constant(null, SqlTypes.ListOf(SqlTypes.Int));
        }

        if (!SqlTypes.IsList(list.Type))
        {
            throw context.Error(RerunErrorCode.TypeMismatch, syntax.Arguments[0], $"{function.Name} takes a list, but {list} is {SqlTypes.NameOf(list.Type)}.");
        }

        return function.Kind == LambdaFunctionKind.Reduce
            ? Reduce(function, list, lambda, syntax.Arguments.Count > 2 ? Bind(syntax.Arguments[2].Value) : null)
            : Each(function, list, lambda);
    }

    private LambdaCall Each(LambdaFunction function, ScalarExpression list, LambdaExpression lambda)
    {
        ScalarExpression body = Body(lambda, [SqlTypes.ElementOf(list.Type)], out PlanList<LambdaVariable> variables);
        IArrowType type = function.Kind switch
        {
            LambdaFunctionKind.Transform => SqlTypes.ListOf(body.Type is NullType ? SqlTypes.Int : body.Type),
            LambdaFunctionKind.Filter => SqlTypes.ListOf(SqlTypes.ElementOf(list.Type)),
            _ => SqlTypes.Boolean,
        };
        body = function.Kind != LambdaFunctionKind.Transform ? Located(() => PlanBuilder.Condition(body, $"The lambda of {function.Name}"), lambda.Body)
            : body.Type is NullType ? PlanBuilder.Cast(body, SqlTypes.Int)
            : body;
        return new LambdaCall(function, [list], variables, body, type);
    }

    private LambdaCall Reduce(LambdaFunction function, ScalarExpression list, LambdaExpression lambda, ScalarExpression? first)
    {
        IArrowType element = SqlTypes.ElementOf(list.Type);
        IArrowType type = first is null or { Type: NullType } ? element : first.Type;
        for (int i = 0; i < MostWidenings; i++)
        {
            ScalarExpression body = Body(lambda, [type, element], out PlanList<LambdaVariable> variables);
            IArrowType? common = PlanBuilder.IsUntypedText(body) ? type : Coercion.Common(type, body.Type);
            if (common is null)
            {
                throw context.Error(
                    RerunErrorCode.TypeMismatch,
                    lambda.Body,
                    $"The lambda of {function.Name} makes {SqlTypes.NameOf(body.Type)} of {SqlTypes.NameOf(type)}, which do not go together. Use CAST.");
            }

            if (SqlTypes.Same(common, type) || i == MostWidenings - 1)
            {
                PlanList<ScalarExpression> arguments = first is not null ? [list, PlanBuilder.Cast(first, type)]
                    : SqlTypes.Same(type, element) ? [list]
                    : [PlanBuilder.Cast(list, SqlTypes.ListOf(type))];
                body = SqlTypes.Same(type, element) || first is not null ? body : Body(lambda, [type, type], out variables);
                return new LambdaCall(function, arguments, variables, PlanBuilder.Cast(body, type), type);
            }

            type = common;
        }

        throw new InvalidOperationException("The last widening returns.");
    }

    private ScalarExpression Body(LambdaExpression lambda, ReadOnlySpan<IArrowType> types, out PlanList<LambdaVariable> variables)
    {
        var parameters = new LambdaVariable[lambda.Parameters.Count];
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = lambda.Parameters[i].Text;
            if (Array.Exists(parameters, earlier => earlier is not null && earlier.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw context.Error(RerunErrorCode.Ambiguous, lambda.Parameters[i], $"The lambda has two parameters named {name}.");
            }

            parameters[i] = new LambdaVariable(_lambdas.Count, i, name, i < types.Length ? types[i] : SqlTypes.BigInt);
        }

        // Each lambda that folds may bind those in it several times.
        if (++context.Lambdas > MostLambdas)
        {
            throw context.NotSupported(lambda, "A statement with lambdas within lambdas to such a depth");
        }

        variables = [.. parameters];
        _lambdas.Add(variables);
        try
        {
            ScalarExpression body = Bind(lambda.Body);
            return body.Any(IsSubqueryOfVariables) ? throw context.NotSupported(lambda.Body, "A sub-query of a lambda's parameters") : body;
        }
        finally
        {
            _lambdas.RemoveAt(_lambdas.Count - 1);
        }
    }

    /// <summary>Whether a lambda's parameter stands in an expression.</summary>
    private static bool UsesVariables(ScalarExpression expression) => expression.Any(part => part is LambdaVariable);

    private static bool IsSubqueryOfVariables(ScalarExpression part) => part is InSubquery or CorrelatedSubquery && UsesVariables(part);

    // Parameters hide columns, those of inner lambdas hide outer ones.
    private ScalarExpression? Variable(ColumnExpression syntax)
    {
        for (int i = _lambdas.Count - 1; i >= 0; i--)
        {
            if (NameMatching.Single(_lambdas[i], variable => variable.Name, syntax.Parts[0], out _) is { } found)
            {
                return Fields(found, syntax, 1);
            }
        }

        return null;
    }

    // The fields that the parts of a name from a place on are; null if what stands before is no struct.
    private ScalarExpression? Fields(ScalarExpression value, ColumnExpression syntax, int first)
    {
        for (int part = first; part < syntax.Parts.Count; part++)
        {
            if (value.Type is not StructType)
            {
                return null;
            }

            value = FieldOf(value, syntax.Parts[part]);
        }

        return value;
    }

    private ScalarExpression Located(Func<ScalarExpression> make, SqlNode place)
    {
        try
        {
            return make();
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, place);
        }
    }
}
