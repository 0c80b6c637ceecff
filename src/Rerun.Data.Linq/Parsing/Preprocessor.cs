using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>
/// Brings a query to one form: values from outside become parameters, spellings of Contains become one, queries in variables are put in place.
/// </summary>
internal sealed class Preprocessor : ExpressionVisitor
{
    /// <summary>How deep a query may be.</summary>
    private const int MostDepth = 1000;

    private readonly List<CapturedExpression> _captured = [];
    private readonly List<IRerunRoot> _roots = [];
    private bool _isSelection;
    private int _depth;

    public IReadOnlyList<CapturedExpression> Captured => _captured;

    public IReadOnlyList<IRerunRoot> Roots => _roots;

    public override Expression? Visit(Expression? node)
    {
        if (_depth == MostDepth)
        {
            throw new RerunTranslationException(
                node is MethodCallExpression call ? $"{call.Method.Name}(..)" : $"{node?.NodeType}", "the query", $"it is more than {MostDepth} expressions deep.", "Put it together of fewer operators; many alternatives are a list and Contains.");
        }

        _depth++;
        Expression? visited = Visited(node);
        _depth--;
        return visited;
    }

    private Expression? Visited(Expression? node)
    {
        if (node is null or LambdaExpression or CapturedExpression or JoinSourceExpression || node.NodeType == ExpressionType.Quote)
        {
            return base.Visit(node);
        }

        if (node is ConstantExpression constant)
        {
            return Constant(constant);
        }

        return typeof(IQueryable).IsAssignableFrom(node.Type) && node is MethodCallExpression ? base.Visit(node)
            : IsSpan(node.Type) || !OutsideValues.IsFree(node) || (_isSelection && Making.IsIn(node)) ? base.Visit(node)
            : Evaluated(node);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if ((LaterOperators.Rewrite(node) ?? JoinOperators.Rewrite(node)) is { } known)
        {
            return Visit(known)!;
        }

        if ((node.Method.DeclaringType == typeof(Queryable) || node.Method.DeclaringType == typeof(Enumerable)) && node.Method.Name is "Take" or "Skip"
            && node.Arguments is [var source, ConstantExpression { Value: int count }])
        {
            return node.Update(null, [Visit(source)!, Capture(count, typeof(int))]);
        }

        if (node.Method.DeclaringType == typeof(ImmutableArrayExtensions) && LaterOperators.OfSequence(node) is { } plain)
        {
            return Visit(plain)!;
        }

        if (LocalTests.Rewrite(node) is { } test)
        {
            return Visit(test)!;
        }

        if (ListMethods.Rewrite(node) is { } sequence)
        {
            return Visit(sequence)!;
        }

        if (node.Method.Name == "Create" && (node.Method.DeclaringType == typeof(Tuple) || node.Method.DeclaringType == typeof(ValueTuple) || node.Method.DeclaringType == typeof(KeyValuePair)) && node.Arguments.Count is > 0 and < 8)
        {
            return Visit(Tuple(node))!;
        }

        if (node.Method.DeclaringType == typeof(RerunRow) && node.Method.Name == "get_Item" && OutsideValues.IsFree(node.Arguments[0]))
        {
            // Which column is read shapes the plan, so it is no parameter.
            return node.Update(Visit(node.Object)!, [Expression.Constant(OutsideValues.Evaluate(node.Arguments[0]), typeof(string))]);
        }

        if (node.Method.DeclaringType == typeof(string) && node.Method.Name is "Trim" or "TrimStart" or "TrimEnd"
            && node.Arguments is [{ } set] && set.Type == typeof(char[]) && OutsideValues.IsFree(set) && OutsideValues.Evaluate(set) is char[] { Length: > 0 } characters)
        {
            return Expression.Call(typeof(Markers), node.Method.Name, null, Visit(node.Object)!, Capture(new string(characters), typeof(string)));
        }

        if (node.Method.DeclaringType == typeof(Regex) && node.Method.Name == nameof(Regex.IsMatch) && node.Object is { } regex && node.Arguments is [var matched]
            && OutsideValues.IsFree(regex) && OutsideValues.Evaluate(regex) is Regex pattern)
        {
            return Expression.Call(
                typeof(Regex), nameof(Regex.IsMatch), null, Visit(matched)!, Capture(pattern.ToString(), typeof(string)), Expression.Constant(pattern.Options));
        }

        if (ContainsCall(node) is (var items, var item) && IsCollection(items))
        {
            if (ItemsOf(items) is { Length: > 0 } written && !OutsideValues.IsFree(items))
            {
                return Visit(written.Select(one => Equal(one, item)).Aggregate(Expression.OrElse))!;
            }

            return Membership(items, item);
        }

        if (node.Method.DeclaringType == typeof(Queryable) || (node.Method.DeclaringType == typeof(Enumerable) && !OutsideValues.IsFree(node)))
        {
            return Operator(LaterOperators.Apart(node));
        }

        Expression visited = base.VisitMethodCall(node);
        return _isSelection && OutsideValues.IsFree(node) ? new FreshExpression(visited) : visited;
    }

    // What a selection makes is made for each row. In conditions and keys a part that depends on no row is one value for the whole query.
    private MethodCallExpression Operator(MethodCallExpression node)
    {
        bool before = _isSelection;
        bool selects = node.Method.Name is "Select" or "SelectMany" or "Join" or "GroupJoin" or "GroupBy" or "Zip";
        var arguments = new Expression[node.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            bool isLambda = node.Arguments[i] is LambdaExpression or UnaryExpression { NodeType: ExpressionType.Quote };
            _isSelection = isLambda ? selects : before;
            arguments[i] = Visit(node.Arguments[i])!;
        }

        _isSelection = before;
        return node.Update(null, arguments);
    }

    // The new object itself comes from no row, but it is not a value to take out of the query either.
    protected override Expression VisitMemberInit(MemberInitExpression node) =>
        node.Update((NewExpression)VisitNew(node.NewExpression), Visit(node.Bindings, VisitMemberBinding));

    protected override Expression VisitListInit(ListInitExpression node) =>
        node.Update((NewExpression)VisitNew(node.NewExpression), Visit(node.Initializers, VisitElementInit));

    // The items of a collection that is written down in the query.
    private static Expression[]? ItemsOf(Expression items) => items switch
    {
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => [.. array.Expressions],
        ListInitExpression list when list.Initializers.All(one => one.Arguments.Count == 1) => [.. list.Initializers.Select(one => one.Arguments[0])],
        _ => null,
    };

    private static BinaryExpression Equal(Expression one, Expression other) =>
        one.Type == other.Type ? Expression.Equal(one, other) : Expression.Equal(one, Expression.Convert(other, one.Type));

    // A list from outside or a column; a query's rows are looked through by the engine.
    private static bool IsCollection(Expression items) => OutsideValues.IsFree(items)
        || (items is not MethodCallExpression && !typeof(IQueryable).IsAssignableFrom(items.Type) && !IsGrouping(items.Type))
        || (items is MethodCallExpression call && call.Method.DeclaringType != typeof(Enumerable) && call.Method.DeclaringType != typeof(Queryable));

    private static bool IsGrouping(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IGrouping<,>);

    // Made by a constructor, so that its members are found.
    private static NewExpression Tuple(MethodCallExpression node) =>
        Expression.New(node.Type.GetConstructor([.. node.Method.GetParameters().Select(parameter => parameter.ParameterType)])!, node.Arguments);

    private MethodCallExpression Membership(Expression items, Expression item)
    {
        Type element = items.Type.IsArray ? items.Type.GetElementType()! : items.Type.GetInterfaces().Append(items.Type)
            .First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
        bool before = _isSelection;
        _isSelection = false;
        Expression list = Visit(items.Type.IsValueType && OutsideValues.IsFree(items) ? Expression.Convert(items, typeof(IEnumerable<>).MakeGenericType(element)) : items)!;
        _isSelection = before;

        // Each call has a set of its own, so this is no matter of the plan.
        if (list is CapturedExpression { Value: HashSet<string> set } && !set.Comparer.Equals(EqualityComparer<string>.Default) && !set.Comparer.Equals(StringComparer.Ordinal))
        {
            throw new RerunTranslationException(items.ToString(), "Contains", "text is compared ordinally, the set compares otherwise.", "Compare ToUpper() of both.");
        }

        return Expression.Call(Markers.IsOneOfMethod.MakeGenericMethod(element), list, Visit(item.Type == element ? item : Expression.Convert(item, element))!);
    }

    private static (Expression Items, Expression Item)? ContainsCall(MethodCallExpression node)
    {
        if (node.Method.Name != "Contains" || node.Method.DeclaringType == typeof(string) || node.Method.DeclaringType == typeof(Queryable))
        {
            return null;
        }

        if (node.Object is { } list && node.Arguments.Count == 1 && list.Type.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)))
        {
            return (list, node.Arguments[0]);
        }

        if (node.Object is not null || node.Arguments.Count < 2 || (node.Arguments.Count == 3 && node.Arguments[2] is not ConstantExpression { Value: null }))
        {
            return null;
        }

        return node.Method.DeclaringType == typeof(MemoryExtensions) && SpanSource(node.Arguments[0]) is { } source ? (source, node.Arguments[1])
            : node.Method.DeclaringType == typeof(Enumerable) ? (node.Arguments[0], node.Arguments[1])
            : null;
    }

    // C# 14 prefers spans: array.Contains(x) arrives as MemoryExtensions.Contains(op_Implicit(array), x).
    private static Expression? SpanSource(Expression span) => span switch
    {
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var array] } => SpanSource(array) ?? array,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => SpanSource(convert.Operand) ?? convert.Operand,
        _ => IsSpan(span.Type) ? null : span,
    };

    private static bool IsSpan(Type type) => type.IsByRefLike;

    private Expression Constant(ConstantExpression constant)
    {
        if (constant.Value is IQueryable query)
        {
            return Query(query) ?? constant;
        }

        return constant.Value is null || constant.Type.IsPrimitive || constant.Type == typeof(string) || constant.Type.IsEnum || constant.Type == typeof(decimal)
            || typeof(StringComparison) == constant.Type || constant.Value is Type
            ? constant
            : Capture(constant.Value, constant.Type);
    }

    private Expression? Query(IQueryable query)
    {
        if (query is IRerunRoot root && query.Expression is ConstantExpression own && ReferenceEquals(own.Value, query))
        {
            if (!_roots.Contains(root))
            {
                _roots.Add(root);
            }

            return own;
        }

        return query.Provider is IRerunProvider ? Visit(query.Expression) : null;
    }

    private Expression Evaluated(Expression node)
    {
        object? value;
        try
        {
            value = OutsideValues.Evaluate(node);
        }
        catch (Exception fault) when (fault is not RerunTranslationException)
        {
            Exception inner = fault is TargetInvocationException { InnerException: { } real } ? real : fault;
            throw new RerunTranslationException(
                node.ToString(), "a captured value", $"computing it failed with {inner.GetType().Name}: {inner.Message}", "Compute it before the query.", inner);
        }

        // A condition or selection from a variable counts as if it stood here.
        return value is LambdaExpression lambda && typeof(LambdaExpression).IsAssignableFrom(node.Type) ? Visit(Expression.Quote(lambda))!
            : value is IQueryable query ? Query(query) ?? Expression.Constant(value, node.Type) : Capture(value, node.Type);
    }

    private CapturedExpression Capture(object? value, Type type)
    {
        var captured = new CapturedExpression(_captured.Count, value, type);
        _captured.Add(captured);
        return captured;
    }
}
