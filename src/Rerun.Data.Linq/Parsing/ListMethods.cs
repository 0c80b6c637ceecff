using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Writes methods of lists and arrays, over columns, by operators of sequences.</summary>
internal static class ListMethods
{
    /// <summary>The same by an operator; null if the call stays as it is.</summary>
    public static Expression? Rewrite(MethodCallExpression node)
    {
        if (node.Method.DeclaringType == typeof(Enumerable) && node.Method.Name == nameof(Enumerable.AsEnumerable) && !OutsideValues.IsFree(node))
        {
            return node.Arguments[0];
        }

        if (node.Object is not { Type: { IsGenericType: true } type } list || type.GetGenericTypeDefinition() != typeof(List<>) || OutsideValues.IsFree(list))
        {
            return null;
        }

        Type item = type.GetGenericArguments()[0];
        LambdaExpression? test = node.Arguments is [LambdaExpression { Parameters: [var parameter] } lambda] ? Expression.Lambda(lambda.Body, parameter) : null;
        return (node.Method.Name, test) switch
        {
            ("ToArray", null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.ToArray), [item], list),
            ("Exists", not null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [item], list, test),
            ("TrueForAll", not null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.All), [item], list, test),
            ("Find", not null) => Expression.Call(typeof(Enumerable), nameof(Enumerable.FirstOrDefault), [item], list, test),
            _ => null,
        };
    }
}
