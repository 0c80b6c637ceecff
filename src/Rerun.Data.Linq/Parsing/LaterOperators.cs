using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Writes operators that the parser does not know by those it does.</summary>
internal static class LaterOperators
{
    private static readonly string[] RowByRow = ["Where", "Select", "SelectMany", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Join", "GroupJoin"];

    /// <summary>The same query by other operators; null if the call stays as it is.</summary>
    /// <exception cref="RerunTranslationException">A range counts from both ends.</exception>
    public static Expression? Rewrite(MethodCallExpression node)
    {
        Type owner = node.Method.DeclaringType!;
        if ((owner != typeof(Queryable) && owner != typeof(Enumerable)) || node.Arguments.Count == 0 || !node.Method.IsGenericMethod)
        {
            return null;
        }

        Type row = node.Method.GetGenericArguments()[0];
        var of = new Operators(owner, row);
        Expression source = node.Arguments[0];
        LambdaExpression? lambda = node.Arguments.Count > 1 ? Lambda(node.Arguments[1]) : null;
        return (node.Method.Name, node.Arguments.Count) switch
        {
            ("Order", 1) => Ordered(of, source, "OrderBy"),
            ("OrderDescending", 1) => Ordered(of, source, "OrderByDescending"),
            ("MinBy" or "MaxBy", 2) => Extreme(of, source, lambda!, node.Method.Name == "MinBy"),
            ("ElementAt" or "ElementAtOrDefault", 2) when Literal(node.Arguments[1]) is int place => At(of, source, place, node.Method.Name == "ElementAt"),
            ("ElementAt" or "ElementAtOrDefault", 2) when Literal(node.Arguments[1]) is Index place =>
                At(of, place.IsFromEnd ? of.Call("Reverse", source) : source, place.IsFromEnd ? place.Value - 1 : place.Value, node.Method.Name == "ElementAt"),
            ("Take", 2) when Literal(node.Arguments[1]) is Range range => Part(of, source, range, node),
            ("TakeLast" or "SkipLast", 2) => of.Call("Reverse", of.Call(node.Method.Name == "TakeLast" ? "Take" : "Skip", of.Call("Reverse", source), node.Arguments[1])),
            ("FirstOrDefault" or "SingleOrDefault" or "LastOrDefault", 2) when lambda is null => OrValue(of, node.Method.Name, source, node.Arguments[1]),
            ("FirstOrDefault" or "SingleOrDefault" or "LastOrDefault", 3) => OrValue(of, node.Method.Name, of.Call("Where", source, of.Quoted(lambda!)), node.Arguments[2]),
            _ => null,
        };
    }

    /// <summary>An operator of immutable arrays as that of all sequences; null if these have none.</summary>
    public static MethodCallExpression? OfSequence(MethodCallExpression node)
    {
        Type item = node.Arguments[0].Type.GetGenericArguments()[0];
        Expression[] arguments = [Expression.Convert(node.Arguments[0], typeof(IEnumerable<>).MakeGenericType(item)), .. node.Arguments.Skip(1)];
        try
        {
            return Expression.Call(typeof(Enumerable), node.Method.Name, node.Method.GetGenericArguments(), arguments);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// The call over a query of its own, if it speaks of rows that an operator made of other rows. The parser would have it speak of what those were made of,
    /// which is gone after Distinct, for one.
    /// </summary>
    public static MethodCallExpression Apart(MethodCallExpression node)
    {
        if (node.Method.Name is not ("GroupBy" or "All" or "DistinctBy") || node.Arguments[0] is not MethodCallExpression { Method.DeclaringType: { } owner } source
            || (owner != typeof(Queryable) && owner != typeof(Enumerable)) || RowByRow.Contains(source.Method.Name))
        {
            return node;
        }

        ParameterExpression item = Expression.Parameter(node.Method.GetGenericArguments()[0], "item");
        LambdaExpression same = Expression.Lambda(item, item);
        Expression query = Expression.Call(owner, "Select", [item.Type, item.Type], source, owner == typeof(Queryable) ? Expression.Quote(same) : same);
        return node.Update(null, [query, .. node.Arguments.Skip(1)]);
    }

    private static MethodCallExpression Ordered(Operators of, Expression source, string name)
    {
        ParameterExpression item = Expression.Parameter(of.Row, "item");
        return of.Keyed(name, source, Expression.Lambda(item, item));
    }

    // Rows without a key do not count, unless there are no others; of equal keys the first counts.
    private static MethodCallExpression Extreme(Operators of, Expression source, LambdaExpression key, bool isLeast)
    {
        Type type = key.ReturnType;
        bool mayBeNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        Expression ordered = source;
        if (isLeast && mayBeNull)
        {
            ordered = of.Keyed("OrderBy", ordered, Expression.Lambda(Expression.Equal(key.Body, Expression.Constant(null, type)), key.Parameters));
        }

        string name = ReferenceEquals(ordered, source) ? "OrderBy" : "ThenBy";
        ordered = of.Keyed(isLeast ? name : $"{name}Descending", ordered, key);
        return of.Call(of.Row.IsValueType && Nullable.GetUnderlyingType(of.Row) is null ? "First" : "FirstOrDefault", ordered);
    }

    private static MethodCallExpression At(Operators of, Expression source, int place, bool mustExist) =>
        of.Call(mustExist ? "First" : "FirstOrDefault", place < 0 ? of.Call("Take", source, Expression.Constant(0)) : of.Call("Skip", source, Expression.Constant(place)));

    private static MethodCallExpression Part(Operators of, Expression source, Range range, MethodCallExpression node)
    {
        MethodCallExpression Skip(Expression rows, int count) => of.Call("Skip", rows, Expression.Constant(count));
        MethodCallExpression Take(Expression rows, int count) => of.Call("Take", rows, Expression.Constant(Math.Max(0, count)));
        MethodCallExpression Reverse(Expression rows) => of.Call("Reverse", rows);
        (int start, int end) = (range.Start.Value, range.End.Value);
        return (range.Start.IsFromEnd, range.End.IsFromEnd) switch
        {
            (true, false) => throw new RerunTranslationException(
                node.Arguments[1].ToString(), node.Method.Name, "where the rows begin depends on how many there are, where they end does not.", "Count both from the same end."),
            (true, true) => Reverse(Take(Skip(Reverse(source), end), start - end)),
            (false, true) => end == 0 ? Skip(source, start) : Reverse(Skip(Reverse(Skip(source, start)), end)),
            _ => Take(Skip(source, start), end - start),
        };
    }

    // A query without rows has the value as its only row.
    private static MethodCallExpression OrValue(Operators of, string name, Expression source, Expression value)
    {
        Expression some = name switch
        {
            "FirstOrDefault" => of.Call("Take", source, Expression.Constant(1)),
            "LastOrDefault" => of.Call("Take", of.Call("Reverse", source), Expression.Constant(1)),
            _ => source,
        };
        return of.Call(name == "SingleOrDefault" ? "Single" : "First", of.Call("DefaultIfEmpty", some, value));
    }

    private static LambdaExpression? Lambda(Expression argument) => argument as LambdaExpression ?? (argument as UnaryExpression)?.Operand as LambdaExpression;

    // The value of an argument that shapes the query: written down or from outside.
    private static object? Literal(Expression argument) =>
        argument is ConstantExpression constant ? constant.Value
        : argument.Type == typeof(Range) || argument.Type == typeof(Index) || OutsideValues.IsFree(argument) ? OutsideValues.Evaluate(argument)
        : null;

    /// <summary>Calls of operators over rows of one type, of queries or within them.</summary>
    private sealed record Operators(Type Owner, Type Row)
    {
        public MethodCallExpression Call(string name, params Expression[] arguments) => Expression.Call(Owner, name, [Row], arguments);

        public MethodCallExpression Keyed(string name, Expression source, LambdaExpression key) => Expression.Call(Owner, name, [Row, key.ReturnType], source, Quoted(key));

        public Expression Quoted(LambdaExpression lambda) => Owner == typeof(Queryable) ? Expression.Quote(lambda) : lambda;
    }
}
