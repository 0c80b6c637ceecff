using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Writes joins that the parser does not know as a selection from pairs.</summary>
internal static class JoinOperators
{
    /// <summary>The selection; null if the call is no such join.</summary>
    public static Expression? Rewrite(MethodCallExpression node)
    {
        Type owner = node.Method.DeclaringType!;
        bool isQuery = owner != typeof(Enumerable);
        return (node.Method.Name, node.Arguments) switch
        {
            ("LeftJoin", [var left, var right, var leftKey, var rightKey, var result]) when IsLinq(owner) => Select(JoinForm.Left, "LeftJoin", left, right, leftKey, rightKey, Lambda(result), isQuery),
            ("RightJoin", [var left, var right, var leftKey, var rightKey, var result]) when IsLinq(owner) => Select(JoinForm.Left, "RightJoin", right, left, rightKey, leftKey, Swapped(Lambda(result)), isQuery),
            ("FullJoin", [var left, var right, var leftKey, var rightKey, var result]) when owner == typeof(RerunJoinExtensions) =>
                Select(JoinForm.Full, "FullJoin", left, right, leftKey, rightKey, Lambda(result), isQuery),
            ("AsofJoin" or "AsofLeftJoin", [var left, var right, var leftKey, var rightKey, var leftTime, var rightTime, var result, var match]) when owner == typeof(RerunJoinExtensions) =>
                Select(
                    node.Method.Name == "AsofJoin" ? JoinForm.Asof : JoinForm.AsofLeft, node.Method.Name, left, right, leftKey, rightKey, Lambda(result), isQuery, Lambda(leftTime), Lambda(rightTime), Comparison(match)),
            _ => null,
        };
    }

    private static bool IsLinq(Type owner) => owner == typeof(Queryable) || owner == typeof(Enumerable);

    private static LambdaExpression Lambda(Expression argument) => argument as LambdaExpression ?? (LambdaExpression)((UnaryExpression)argument).Operand;

    private static LambdaExpression Swapped(LambdaExpression lambda) => Expression.Lambda(lambda.Body, lambda.Parameters[1], lambda.Parameters[0]);

    private static string Comparison(Expression match) => (AsofMatch)OutsideValues.Evaluate(match)! switch
    {
        AsofMatch.AtOrBefore => ">=",
        AsofMatch.Before => ">",
        AsofMatch.AtOrAfter => "<=",
        _ => "<",
    };

    private static MethodCallExpression Select(
        JoinForm form,
        string name,
        Expression left,
        Expression right,
        Expression leftKey,
        Expression rightKey,
        LambdaExpression result,
        bool isQuery,
        LambdaExpression? leftTime = null,
        LambdaExpression? rightTime = null,
        string? comparison = null)
    {
        var pairs = new JoinSourceExpression(form, name, left, right, Lambda(leftKey), Lambda(rightKey), isQuery)
        {
            LeftTime = leftTime,
            RightTime = rightTime,
            Comparison = comparison,
        };
        ParameterExpression pair = Expression.Parameter(pairs.Row, "pair");
        Expression body = ParameterShapes.In(
            Expression.Lambda(
                ParameterShapes.In(result, Expression.Property(pair, nameof(JoinedPair<int, int>.Left))), result.Parameters[1]),
            Expression.Property(pair, nameof(JoinedPair<int, int>.Right)));
        LambdaExpression selector = Expression.Lambda(body, pair);
        return Expression.Call(
            isQuery ? typeof(Queryable) : typeof(Enumerable), "Select", [pairs.Row, result.ReturnType], pairs, isQuery ? Expression.Quote(selector) : selector);
    }
}
