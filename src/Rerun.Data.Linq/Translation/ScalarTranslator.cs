using System.Linq.Expressions;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>Turns expressions over leaves into expressions of the plan, with the meaning that C# gives them.</summary>
/// <param name="builder">What chooses functions and types.</param>
/// <param name="operator">The query operator the expression stands in, for messages.</param>
internal sealed partial class ScalarTranslator(PlanBuilder builder, string @operator)
{
    /// <summary>The value of an expression. Conditions are two-valued: where a comparison meets null it is false.</summary>
    public ScalarExpression Value(Expression node) => Guarded(node, () => Translate(node, false));

    /// <summary>A condition of which only being true matters.</summary>
    public ScalarExpression Condition(Expression node) => Guarded(node, () => PlanBuilder.Condition(Translate(node, true), @operator));

    /// <summary>True, but null where a condition holds.</summary>
    public ScalarExpression TrueUnless(Expression node) => PlanBuilder.Case([new CaseArm(Condition(node), new Constant(null, SqlTypes.Boolean))], Constant.True);

    public RerunTranslationException Error(Expression node, string reason, string? wayOut = null, Exception? inner = null) =>
        new(node.ToString(), @operator, reason, wayOut ?? "Rewrite it, or call AsEnumerable() before this operator to run it in the program.", inner);

    private ScalarExpression Guarded(Expression node, Func<ScalarExpression> translate)
    {
        try
        {
            return translate();
        }
        catch (RerunException fault) when (fault is not RerunTranslationException)
        {
            throw Error(node, fault.Message, inner: fault);
        }
    }

    private ScalarExpression Translate(Expression node, bool isCondition) => node switch
    {
        LeafExpression leaf => leaf.Value,
        CapturedExpression captured => Parameter(captured),
        ConstantExpression constant => ConstantOf(constant.Value, constant),
        UnaryExpression unary => Unary(unary, isCondition),
        BinaryExpression binary => Binary(binary, isCondition),
        ConditionalExpression choice => PlanBuilder.Case([new CaseArm(Translate(choice.Test, true), Value(choice.IfTrue))], Value(choice.IfFalse)),
        MemberExpression member => Member(member),
        MethodCallExpression call => Call(call, isCondition),
        NewExpression made when IsTemporal(made.Type) && MadeTime(made) is { } time => time,
        DefaultExpression { Type: var type } => type.IsValueType ? ConstantOf(Activator.CreateInstance(type), node) : Constant.Null,
        TypeBinaryExpression { NodeType: ExpressionType.TypeIs } test when Bare(test.Expression) is var tested && (Nullable.GetUnderlyingType(tested.Type) ?? tested.Type) == test.TypeOperand =>
            Negate(IsNull(tested)),
        _ => throw Error(node, "the engine has no such expression."),
    };

    private ScalarExpression Parameter(CapturedExpression captured)
    {
        ScalarExpression constant = ConstantOf(captured.Value, captured);
        return constant is Constant { Value: null } ? constant : new ParameterReference(captured.Name, constant.Type);
    }

    private Constant ConstantOf(object? value, Expression node)
    {
        try
        {
            return ListMembership.ConstantOf(value);
        }
        catch (RerunException fault)
        {
            throw Error(node, fault.Message, inner: fault);
        }
    }

    private ScalarExpression Unary(UnaryExpression node, bool isCondition)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Not when node.Operand.Type == typeof(bool) || node.Operand.Type == typeof(bool?):
                return Negated(node.Operand);
            case ExpressionType.Negate or ExpressionType.NegateChecked:
                return Converted(builder.Call("-", Value(node.Operand)), node.Type);
            case ExpressionType.UnaryPlus:
                return Value(node.Operand);
            case ExpressionType.Not or ExpressionType.OnesComplement:
                return Converted(builder.Call("~", PlanBuilder.Cast(Value(node.Operand), SqlTypes.BigInt)), node.Type);
            case ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs:
                return Conversion(node, Translate(node.Operand, isCondition));
            case ExpressionType.ArrayLength:
                return Length(node.Operand);
            default:
                throw Error(node, $"the engine has no operator {node.NodeType}.");
        }
    }

    private ScalarExpression Conversion(UnaryExpression node, ScalarExpression value)
    {
        Type from = Nullable.GetUnderlyingType(node.Operand.Type) ?? node.Operand.Type;
        Type to = Nullable.GetUnderlyingType(node.Type) ?? node.Type;
        return from == typeof(char) && NumberType(to) is not null ? Converted(builder.Call("ascii", value), to)
            : to == typeof(decimal) && SqlTypes.IsInteger(value.Type) && DecimalTypes.Holding(value.Type) is { } exact ? PlanBuilder.Cast(value, exact)
            : to == typeof(char) && NumberType(from) is not null ? builder.Call("chr", PlanBuilder.Cast(value, SqlTypes.BigInt))
            : Converted(value, to);
    }

    private static ScalarExpression Converted(ScalarExpression value, Type type) =>
        NumberType(Nullable.GetUnderlyingType(type) ?? type) is { } number && SqlTypes.IsNumeric(value.Type)
            ? PlanBuilder.Cast(value, number)
            : value;

    private static IArrowType? NumberType(Type type) => Type.GetTypeCode(type.IsEnum ? typeof(object) : type) switch
    {
        TypeCode.SByte => Int8Type.Default,
        TypeCode.Int16 => Int16Type.Default,
        TypeCode.Int32 => SqlTypes.Int,
        TypeCode.Int64 => SqlTypes.BigInt,
        TypeCode.Byte => UInt8Type.Default,
        TypeCode.UInt16 => UInt16Type.Default,
        TypeCode.UInt32 => UInt32Type.Default,
        TypeCode.UInt64 => SqlTypes.UBigInt,
        TypeCode.Single => SqlTypes.Float,
        TypeCode.Double => SqlTypes.Double,
        _ => null,
    };

    // Negation goes inward, so that conditions on the index and the partition stay plain comparisons.
    private ScalarExpression Negated(Expression node)
    {
        switch (node is BinaryExpression binary ? Asserted(binary) ?? Plain(binary) : node)
        {
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return Translate(not.Operand, true);
            case BinaryExpression { NodeType: ExpressionType.AndAlso } and:
                return PlanBuilder.Or(Negated(and.Left), Negated(and.Right));
            case BinaryExpression { NodeType: ExpressionType.OrElse } or:
                return PlanBuilder.And(Negated(or.Left), Negated(or.Right));
            case BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual } equality:
                return Equality(equality, equality.NodeType == ExpressionType.NotEqual, true);
            case BinaryExpression comparison when ComparisonName(comparison.NodeType) is { } name:
                if (BesideBeyond(name, comparison.Left, comparison.Right) is { } known)
                {
                    return PlanBuilder.Not(known);
                }

                ScalarExpression left = Value(comparison.Left);
                ScalarExpression right = Value(comparison.Right);
                return MayBeNull(left) || MayBeNull(right)
                    ? PlanBuilder.Not(TwoValued(builder.Compare(name, left, right)))
                    : builder.Compare(Inverse(name), left, right);
            default:
                return PlanBuilder.Not(TwoValued(Translate(node, false)));
        }
    }

    private ScalarExpression Binary(BinaryExpression written, bool isCondition)
    {
        if (Asserted(written) is { } condition)
        {
            return Translate(condition, isCondition);
        }

        BinaryExpression node = Plain(written);
        if (ComparisonName(node.NodeType) is { } comparison)
        {
            if (BesideBeyond(comparison, node.Left, node.Right) is { } known)
            {
                return known;
            }

            ScalarExpression left = Value(node.Left);
            ScalarExpression right = Value(node.Right);
            ScalarExpression compared = builder.Compare(comparison, left, right);
            return isCondition || (!MayBeNull(left) && !MayBeNull(right)) ? compared : TwoValued(compared);
        }

        switch (node.NodeType)
        {
            case ExpressionType.AndAlso:
                return PlanBuilder.And(Translate(node.Left, isCondition), Translate(node.Right, isCondition));
            case ExpressionType.OrElse:
                return PlanBuilder.Or(Translate(node.Left, isCondition), Translate(node.Right, isCondition));
            case ExpressionType.Equal or ExpressionType.NotEqual:
                return Equality(node, node.NodeType == ExpressionType.Equal, isCondition);
            case ExpressionType.Coalesce:
                return PlanBuilder.Coalesce([Value(node.Left), Value(node.Right)]);
            case ExpressionType.Add or ExpressionType.AddChecked when node.Type == typeof(string):
                return builder.Call("concat", TextOf(node.Left), TextOf(node.Right));
            case ExpressionType.Add or ExpressionType.AddChecked:
                return Arithmetic("+", node);
            case ExpressionType.Subtract or ExpressionType.SubtractChecked:
                return Arithmetic("-", node);
            case ExpressionType.Multiply or ExpressionType.MultiplyChecked:
                return Arithmetic("*", node);
            case ExpressionType.Divide:
                return Arithmetic("/", node);
            case ExpressionType.Modulo:
                return Arithmetic("%", node);
            case ExpressionType.And:
                return Bits("&", node);
            case ExpressionType.Or:
                return Bits("|", node);
            case ExpressionType.ExclusiveOr:
                return Bits("xor", node);
            case ExpressionType.LeftShift:
                return Bits("<<", node);
            case ExpressionType.RightShift:
                return Bits(">>", node);
            case ExpressionType.ArrayIndex:
                return builder.Call("list_element", Whole(node.Left), builder.Call("+", Value(node.Right), Constant.Of(1)));
            default:
                throw Error(node, $"the engine has no operator {node.NodeType}.");
        }
    }

    private ScalarExpression Arithmetic(string name, BinaryExpression node) =>
        Converted(builder.Call(name, Value(node.Left), Value(node.Right)), node.Type);

    private static ScalarExpression Negate(ScalarExpression condition) => condition is Logical { Connective: LogicalConnective.Or } or
        ? PlanBuilder.And([.. or.Operands.Select(PlanBuilder.Not)])
        : PlanBuilder.Not(condition);

    private static Expression Bare(Expression node) => node is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Bare(convert.Operand) : node;

    // A value read by name is whatever its column is.
    private ScalarExpression Whole(Expression node) => node is LeafExpression leaf && leaf.Type == typeof(RerunValue) ? leaf.Raw : Value(node);

    private static ScalarExpression TwoValued(ScalarExpression condition) =>
        MayBeNull(condition) ? PlanBuilder.Coalesce([PlanBuilder.Condition(condition, "a condition"), Constant.False]) : condition;

    /// <summary>Whether a value can be null; parameters that are null have become constants.</summary>
    internal static bool MayBeNull(ScalarExpression expression) => expression switch
    {
        ParameterReference => false,
        Cast { Try: false } cast => MayBeNull(cast.Operand),
        Logical or Not => expression.Children.Any(MayBeNull),
        InList list when ListMembership.IsOpen(list) => MayBeNull(list.Operand),
        FunctionCall { Name: "is_null" or "is not distinct from" or "is distinct from" } => false,
        FunctionCall { Binding.Function.Family: Query.Functions.FunctionFamily.Comparison or Query.Functions.FunctionFamily.Arithmetic } call => call.Arguments.Any(MayBeNull),
        _ => expression.IsNullable,
    };
}
