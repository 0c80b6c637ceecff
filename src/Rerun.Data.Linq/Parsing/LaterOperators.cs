using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Writes operators that the parser does not know by those it does.</summary>
internal static class LaterOperators
{
    /// <summary>The same query by other operators; null if the call stays as it is.</summary>
    /// <exception cref="RerunTranslationException">A range or place counts from the end.</exception>
    public static Expression? Rewrite(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(Queryable))
        {
            return null;
        }

        Type row = node.Method.GetGenericArguments()[0];
        return (node.Method.Name, node.Arguments) switch
        {
            ("Order" or "OrderDescending", [var source]) => Ordered(row, source, node.Method.Name == "Order" ? "OrderBy" : "OrderByDescending"),
            ("MinBy" or "MaxBy", [var source, UnaryExpression { Operand: LambdaExpression key }]) => Extreme(row, source, key, node.Method.Name == "MinBy"),
            ("ElementAt" or "ElementAtOrDefault", [var source, ConstantExpression { Value: int place }]) => At(row, source, place, node.Method.Name == "ElementAt"),
            ("Take", [var source, ConstantExpression { Value: Range range }]) => Part(row, source, range, node),
            ("ElementAt" or "ElementAtOrDefault", [var source, ConstantExpression { Value: Index place }]) => place.IsFromEnd
                ? throw FromEnd(node)
                : At(row, source, place.Value, node.Method.Name == "ElementAt"),
            _ => null,
        };
    }

    private static MethodCallExpression Ordered(Type row, Expression source, string name)
    {
        ParameterExpression item = Expression.Parameter(row, "item");
        return Call(name, [row, row], source, Expression.Quote(Expression.Lambda(item, item)));
    }

    // Rows without a key do not count, unless there are no others; of equal keys the first counts.
    private static MethodCallExpression Extreme(Type row, Expression source, LambdaExpression key, bool isLeast)
    {
        Type type = key.ReturnType;
        bool mayBeNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        Expression ordered = source;
        if (isLeast && mayBeNull)
        {
            LambdaExpression isNull = Expression.Lambda(Expression.Equal(key.Body, Expression.Constant(null, type)), key.Parameters);
            ordered = Call("OrderBy", [row, typeof(bool)], ordered, Expression.Quote(isNull));
        }

        string name = ReferenceEquals(ordered, source) ? "OrderBy" : "ThenBy";
        ordered = Call(isLeast ? name : $"{name}Descending", [row, type], ordered, Expression.Quote(key));
        return Call(row.IsValueType && Nullable.GetUnderlyingType(row) is null ? "First" : "FirstOrDefault", [row], ordered);
    }

    private static MethodCallExpression At(Type row, Expression source, int place, bool mustExist)
    {
        Expression rest = place < 0 ? Call("Take", [row], source, Expression.Constant(0)) : Call("Skip", [row], source, Expression.Constant(place));
        return Call(mustExist ? "First" : "FirstOrDefault", [row], rest);
    }

    private static MethodCallExpression Part(Type row, Expression source, Range range, MethodCallExpression node)
    {
        if (range.Start.IsFromEnd || (range.End.IsFromEnd && range.End.Value > 0))
        {
            throw FromEnd(node);
        }

        MethodCallExpression rest = Call("Skip", [row], source, Expression.Constant(range.Start.Value));
        return range.End.IsFromEnd ? rest : Call("Take", [row], rest, Expression.Constant(Math.Max(0, range.End.Value - range.Start.Value)));
    }

    private static RerunTranslationException FromEnd(MethodCallExpression node) => new(
        node.Arguments[1].ToString(), node.Method.Name, "rows are counted from the first.", "Order the other way, or call AsEnumerable() before it.");

    private static MethodCallExpression Call(string name, Type[] types, params Expression[] arguments) => Expression.Call(typeof(Queryable), name, types, arguments);
}
