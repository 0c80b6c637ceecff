using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <content>Comparisons, logic and choice.</content>
internal sealed partial class PlanBuilder
{
    /// <summary>A comparison: <c>=</c>, <c>&lt;&gt;</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, or <c>is_distinct_from</c>, <c>is_not_distinct_from</c>.</summary>
    public ScalarExpression Compare(string name, ScalarExpression left, ScalarExpression right)
    {
        IArrowType type = ComparedType([left, right], $"compared by {name}");
        return Call(name, Cast(left, type), Cast(right, type));
    }

    /// <summary>Whether a value is null.</summary>
    public ScalarExpression IsNull(ScalarExpression operand) => Call("is_null", operand);

    /// <summary>All conditions hold; no condition is true.</summary>
    public static ScalarExpression And(params IEnumerable<ScalarExpression> conditions) => Connect(LogicalConnective.And, conditions, Constant.True);

    /// <summary>One condition holds; no condition is false.</summary>
    public static ScalarExpression Or(params IEnumerable<ScalarExpression> conditions) => Connect(LogicalConnective.Or, conditions, Constant.False);

    /// <summary>The opposite of a condition.</summary>
    public static ScalarExpression Not(ScalarExpression condition) => new Not(Condition(condition, "NOT"));

    /// <summary>An expression used as a condition.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="where">Where it stands, for the message.</param>
    public static ScalarExpression Condition(ScalarExpression expression, string where) => expression.Type switch
    {
        BooleanType => expression,
        NullType => new Constant(null, BooleanType.Default),
        _ when IsUntypedText(expression) => Cast(expression, BooleanType.Default),
        _ => throw Mismatch($"{where} needs a condition, but {Subject(expression)} is none."),
    };

    /// <summary>Whether a value lies between two others, ends included.</summary>
    public ScalarExpression Between(ScalarExpression operand, ScalarExpression low, ScalarExpression high)
    {
        IArrowType type = ComparedType([operand, low, high], "compared by BETWEEN");
        ScalarExpression value = Cast(operand, type);
        return And(Call(">=", value, Cast(low, type)), Call("<=", value, Cast(high, type)));
    }

    /// <summary>Whether a value equals one of several; with none it is false.</summary>
    public ScalarExpression In(ScalarExpression operand, ReadOnlySpan<ScalarExpression> items)
    {
        if (items.IsEmpty)
        {
            return Constant.False;
        }

        IArrowType type = ComparedType([operand, .. items], "compared by IN");
        if (items.Length == 1)
        {
            return Compare("=", operand, items[0]);
        }

        var cast = new ScalarExpression[items.Length];
        for (int i = 0; i < cast.Length; i++)
        {
            cast[i] = Cast(items[i], type);
        }

        return new InList(Cast(operand, type), new PlanList<ScalarExpression>(cast));
    }

    /// <summary>Whether a value equals one of a query's only column.</summary>
    public static ScalarExpression InSubquery(ScalarExpression operand, LogicalPlan plan)
    {
        IArrowType type = ComparedType([operand, plan.Column(0)], "compared by IN");
        return new InSubquery(Cast(operand, type), WithTypes(plan, [plan.Fields[0].WithType(type)]));
    }

    /// <summary>The first value that is not null.</summary>
    public static ScalarExpression Coalesce(ReadOnlySpan<ScalarExpression> choices)
    {
        IArrowType type = CommonType(choices, "the values of COALESCE");
        var cast = new ScalarExpression[choices.Length];
        for (int i = 0; i < cast.Length; i++)
        {
            cast[i] = Cast(choices[i], type);
        }

        return cast.Length == 1 ? cast[0] : new Coalesce(new PlanList<ScalarExpression>(cast), type);
    }

    /// <summary>The value of the first arm whose condition is true.</summary>
    public static ScalarExpression Case(PlanList<CaseArm> arms, ScalarExpression? @else)
    {
        var results = new List<ScalarExpression>(arms.Select(arm => arm.Then));
        if (@else is not null)
        {
            results.Add(@else);
        }

        IArrowType type = CommonType([.. results], "the results of CASE");
        return new Case(
            arms.Select(arm => new CaseArm(Condition(arm.When, "WHEN"), Cast(arm.Then, type))).ToPlanList(),
            @else is null ? null : Cast(@else, type),
            type);
    }

    /// <summary>The one type that several expressions are brought to. Text written down takes the type of the others.</summary>
    /// <param name="expressions">The expressions.</param>
    /// <param name="where">What is done with them, for the message.</param>
    /// <exception cref="RerunException">There is no such type.</exception>
    public static IArrowType CommonType(ReadOnlySpan<ScalarExpression> expressions, string where)
    {
        IArrowType? common = null;
        ScalarExpression? first = null;
        bool hasText = false;
        foreach (ScalarExpression expression in expressions)
        {
            if (IsUntypedText(expression))
            {
                hasText = true;
                continue;
            }

            if (common is null)
            {
                (common, first) = (expression.Type, expression);
                continue;
            }

            common = Coercion.Common(common, expression.Type) ?? throw NotComparable(first!, expression, where);
            first = first!.Type is NullType ? expression : first;
        }

        if (common is DecimalType number && hasText)
        {
            return WithTexts(number, expressions);
        }

        return common is null or NullType ? (hasText ? SqlTypes.Text : SqlTypes.Null) : ImplicitCasts.Canonical(common);
    }

    // Texts that are written down bring all their digits.
    private static IArrowType WithTexts(DecimalType type, ReadOnlySpan<ScalarExpression> expressions)
    {
        IArrowType common = ImplicitCasts.Canonical(type);
        foreach (ScalarExpression expression in expressions)
        {
            if (expression is Constant { Value: string text } && DecimalTypes.OfText(text) is { } exact)
            {
                common = ImplicitCasts.CommonType(common, exact)!;
            }
        }

        return common;
    }

    private static IArrowType ComparedType(ReadOnlySpan<ScalarExpression> expressions, string where)
    {
        IArrowType type = CommonType(expressions, where);
        foreach (ScalarExpression expression in type is DecimalType ? expressions : [])
        {
            // The text of a parameter is not known here: no digit of it may be lost, or values that differ would be equal.
            type = expression is not Constant && IsUntypedText(expression) ? DecimalTypes.OfAnyText : type;
        }

        if (type is FloatingPointType or DecimalType)
        {
            foreach (ScalarExpression expression in expressions)
            {
                if (expression is ColumnReference { IsSequence: true })
                {
                    throw Mismatch($"{Subject(expression)} is an index and cannot be {where} with {(type is DecimalType ? "DECIMAL" : "DOUBLE")}. Use whole numbers, or CAST({expression} AS DOUBLE).");
                }
            }
        }

        return type;
    }

    private static RerunException NotComparable(ScalarExpression left, ScalarExpression right, string where)
    {
        string hint = (Hint(left.Type, right.Type) ?? Hint(right.Type, left.Type)) is { } text ? " " + text : "";
        return Mismatch($"{Subject(left)} and {Subject(right)} cannot be {where}.{hint}");
    }

    private static string? Hint(IArrowType one, IArrowType other) => one switch
    {
        _ when SqlTypes.IsList(one) && !SqlTypes.IsList(other) => "A list's first element is taken by [1].",
        _ when SqlTypes.IsText(one) => $"Use CAST(.. AS {SqlTypes.NameOf(other)}).",
        FloatingPointType when other is TimestampType or DurationType => "Times are compared with timestamps, durations, text or BIGINT (nanoseconds), never with DOUBLE.",
        _ => null,
    };

    private static ScalarExpression Connect(LogicalConnective connective, IEnumerable<ScalarExpression> conditions, Constant ofNone)
    {
        var operands = new List<ScalarExpression>();
        foreach (ScalarExpression condition in conditions)
        {
            if (condition is Logical nested && nested.Connective == connective)
            {
                operands.AddRange(nested.Operands);
            }
            else
            {
                operands.Add(Condition(condition, connective == LogicalConnective.And ? "AND" : "OR"));
            }
        }

        return operands.Count switch
        {
            0 => ofNone,
            1 => operands[0],
            _ => new Logical(connective, operands.ToPlanList()),
        };
    }
}
