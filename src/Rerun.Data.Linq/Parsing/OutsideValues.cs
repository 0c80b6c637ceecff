using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Parts of a query that do not depend on its rows.</summary>
internal static class OutsideValues
{
    /// <summary>Whether a part depends on no row and no query.</summary>
    public static bool IsFree(Expression expression)
    {
        var search = new Search();
        search.Visit(expression);
        return !search.IsBound;
    }

    /// <summary>The value of such a part.</summary>
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type =>
            Evaluate(convert.Operand),
        MethodCallExpression call when IsPlain(call) => Call(call),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    // Compiling takes much longer than calling once.
    private static object? Call(MethodCallExpression call)
    {
        object? target = call.Object is null ? null : Evaluate(call.Object);
        if (target is null && !call.Method.IsStatic)
        {
            throw new NullReferenceException($"{call.Object} is null.");
        }

        var arguments = new object?[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Evaluate(call.Arguments[i]);
        }

        return call.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    // What a boxed value cannot stand for is left to the compiler: references, spans, and nullable values, of which none is boxed.
    private static bool IsPlain(MethodCallExpression call) =>
        !IsReference(call.Method.ReturnType)
        && (call.Object is null || Nullable.GetUnderlyingType(call.Object.Type) is null)
        && Array.TrueForAll(call.Method.GetParameters(), parameter => !IsReference(parameter.ParameterType));

    private static bool IsReference(Type type) => type.IsByRef || type.IsByRefLike || type.IsPointer;

    private sealed class Search : ExpressionVisitor
    {
        private HashSet<ParameterExpression>? _own;

        public bool IsBound { get; private set; }

        public override Expression? Visit(Expression? node) => IsBound ? node : base.Visit(node);

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsBound |= _own?.Contains(node) != true;
            return node;
        }

        // A function written within the part brings its own parameters.
        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            (_own ??= []).UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitExtension(Expression node)
        {
            IsBound = true;
            return node;
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            IsBound |= node.Value is IQueryable { Provider: IRerunProvider };
            return node;
        }
    }
}
