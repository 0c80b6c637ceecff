using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Other spellings of <c>Contains</c> over collections from outside.</summary>
internal static class LocalTests
{
    /// <summary>The test by Contains; null if the call is none.</summary>
    public static Expression? Rewrite(MethodCallExpression node)
    {
        if (node is { Method.Name: "ContainsKey", Object: { } map, Arguments: [var key] } && OutsideValues.IsFree(map) && map.Type.GetProperty("Keys") is { } keys)
        {
            return Contains(Expression.Property(map, keys), key.Type, key);
        }

        if (node.Method.DeclaringType != typeof(Enumerable) || node.Method.Name is not ("Any" or "All") || node.Arguments is not [var items, LambdaExpression lambda] || !OutsideValues.IsFree(items))
        {
            return null;
        }

        bool isAny = node.Method.Name == "Any";
        return Compared(lambda.Body, lambda.Parameters[0], isAny) is not { } item ? null
            : isAny ? Contains(items, lambda.Parameters[0].Type, item)
            : Contains(items, lambda.Parameters[0].Type, item) is { } found ? Expression.Not(found) : null;
    }

    // What each item is compared with.
    private static Expression? Compared(Expression test, ParameterExpression item, bool isEqual) => test switch
    {
        BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual } binary when binary.NodeType == (isEqual ? ExpressionType.Equal : ExpressionType.NotEqual) =>
            Other(binary.Left, binary.Right, item) ?? Other(binary.Right, binary.Left, item),
        UnaryExpression { NodeType: ExpressionType.Not } not => Compared(not.Operand, item, !isEqual),
        MethodCallExpression { Method.Name: "Equals", Object: { } one, Arguments: [var other] } when isEqual => Other(one, other, item) ?? Other(other, one, item),
        MethodCallExpression { Method.Name: "Equals", Object: null, Arguments: [var one, var other] } when isEqual => Other(one, other, item) ?? Other(other, one, item),
        _ => null,
    };

    private static Expression? Other(Expression side, Expression other, ParameterExpression item) => Bare(side) == item && !Uses(other, item) ? Bare(other) : null;

    private static Expression Bare(Expression node) =>
        node is UnaryExpression { NodeType: ExpressionType.Convert } convert && Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type ? Bare(convert.Operand) : node;

    private static bool Uses(Expression expression, ParameterExpression item)
    {
        var search = new Search(item);
        search.Visit(expression);
        return search.IsFound;
    }

    // Null tells apart neither items nor rows that the item's type cannot be, so the row's value is compared as it is.
    private static MethodCallExpression? Contains(Expression items, Type type, Expression item) => item.Type == type
        ? Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [type], items, item)
        : Nullable.GetUnderlyingType(item.Type) == type
            ? Expression.Call(
                typeof(Enumerable),
                nameof(Enumerable.Contains),
                [item.Type],
                Expression.Call(typeof(Enumerable), nameof(Enumerable.Cast), [item.Type], items),
                item)
            : Nullable.GetUnderlyingType(type) == item.Type ? Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [type], items, Expression.Convert(item, type)) : null;

    private sealed class Search(ParameterExpression item) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsFound |= node == item;
            return node;
        }
    }
}
