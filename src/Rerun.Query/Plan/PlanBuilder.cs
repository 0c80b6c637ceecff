using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql;

namespace Rerun.Query.Plan;

/// <summary>
/// Builds expressions and relations for both front-ends: the one place where functions are chosen and types are brought together. Errors are
/// <see cref="RerunException"/> without a position; a front-end that has one adds it.
/// </summary>
internal sealed partial class PlanBuilder(FunctionRegistry functions)
{
    /// <summary>The functions it chooses from.</summary>
    public FunctionRegistry Functions { get; } = functions;

    /// <summary>A call of a scalar function or operator by name.</summary>
    public ScalarExpression Call(string name, params ReadOnlySpan<ScalarExpression> arguments)
    {
        if (!Functions.TryGetScalar(name, out ScalarFunction? function))
        {
            throw UnknownFunction(name);
        }

        if (!function.TryResolve(Describe(arguments), out ScalarBinding? binding, out string? error))
        {
            throw Mismatch(error);
        }

        PlanList<ScalarExpression> coerced = Coerce(arguments, binding.ParameterTypes);
        return new FunctionCall(binding, coerced, IsNullable(function, coerced));
    }

    /// <summary>A call of an aggregate function.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">The arguments; none for <c>count(*)</c>.</param>
    /// <param name="distinct">Whether equal arguments count once.</param>
    /// <param name="filter">Which rows count, or null for all.</param>
    /// <param name="orderBy">The order in which the function sees the rows.</param>
    public AggregateCall AggregateCall(
        string name,
        ReadOnlySpan<ScalarExpression> arguments,
        bool distinct = false,
        ScalarExpression? filter = null,
        PlanList<SortKey> orderBy = default)
    {
        if (!Functions.TryGetAggregate(name, out AggregateFunction? function))
        {
            throw UnknownFunction(name);
        }

        if (!function.TryResolve(Describe(arguments), out AggregateBinding? binding, out string? error))
        {
            throw Mismatch(error);
        }

        PlanList<ScalarExpression> coerced = Coerce(arguments, binding.ParameterTypes);
        return new AggregateCall(
            binding,
            coerced,
            distinct && !function.IgnoresDuplicates,
            filter is null ? null : Condition(filter, "FILTER"),
            function.DependsOnOrder ? orderBy : default,
            !function.Name.StartsWith("count", StringComparison.Ordinal));
    }

    /// <summary>An expression brought to a type where that is allowed without CAST: what is equal already, text written down, nulls, widening.</summary>
    /// <exception cref="RerunException">It is not allowed.</exception>
    public static ScalarExpression Coerce(ScalarExpression expression, IArrowType type)
    {
        if (SqlTypes.Same(expression.Type, type))
        {
            return expression;
        }

        bool isAllowed = expression.Type is NullType || IsUntypedText(expression)
            || (Coercion.Common(expression.Type, type) is { } common && SqlTypes.Same(common, ImplicitCasts.Canonical(type)));
        return isAllowed ? new Cast(expression, type) : throw Mismatch($"{Subject(expression)} does not fit {SqlTypes.NameOf(type)}. Use CAST.");
    }

    /// <summary>A conversion that was asked for.</summary>
    public static ScalarExpression Cast(ScalarExpression expression, IArrowType type, bool @try = false) =>
        SqlTypes.Same(expression.Type, type) ? expression : new Cast(expression, type, @try);

    /// <summary>Whether an expression is text that takes the type of what it meets: a literal or a parameter.</summary>
    public static bool IsUntypedText(ScalarExpression expression) =>
        expression is Constant { Value: string } || (expression is ParameterReference && SqlTypes.IsText(expression.Type));

    private static FunctionArgument[] Describe(ReadOnlySpan<ScalarExpression> arguments)
    {
        var described = new FunctionArgument[arguments.Length];
        for (int i = 0; i < described.Length; i++)
        {
            ScalarExpression argument = arguments[i];
            described[i] = new FunctionArgument(
                argument.Type, argument is Constant constant ? ColumnVector.Constant(ConstantArrays.Of(constant), 1) : null, IsUntypedText(argument));
        }

        return described;
    }

    private static PlanList<ScalarExpression> Coerce(ReadOnlySpan<ScalarExpression> arguments, IReadOnlyList<IArrowType> types)
    {
        var coerced = new ScalarExpression[arguments.Length];
        for (int i = 0; i < coerced.Length; i++)
        {
            coerced[i] = Cast(arguments[i], types[i]);
        }

        return new PlanList<ScalarExpression>(coerced);
    }

    private static bool IsNullable(ScalarFunction function, PlanList<ScalarExpression> arguments)
    {
        if (function.Family is not (FunctionFamily.Comparison or FunctionFamily.Arithmetic))
        {
            return true;
        }

        if (function.Nulls == NullBehavior.Handle)
        {
            return false;
        }

        foreach (ScalarExpression argument in arguments)
        {
            if (argument.IsNullable)
            {
                return true;
            }
        }

        return false;
    }

    private RerunException UnknownFunction(string name) =>
        new(
            $"There is no function {name}.{(NearestName.Of(name, Functions.Names()) is { } nearest ? $" Did you mean {nearest}?" : "")}",
            RerunErrorCode.UnknownFunction);

    private static RerunException Mismatch(string message) => new(message, RerunErrorCode.TypeMismatch);

    private static string Subject(ScalarExpression expression) => $"{expression}, which is {SqlTypes.NameOf(expression.Type)},";
}
