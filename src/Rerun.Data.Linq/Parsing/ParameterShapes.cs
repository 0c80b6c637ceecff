using System.Linq.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Puts a shape in place of a lambda's parameter.</summary>
internal sealed class ParameterShapes(ParameterExpression parameter, Expression shape) : ExpressionVisitor
{
    public static Expression In(LambdaExpression lambda, Expression shape) => new ParameterShapes(lambda.Parameters[0], shape).Visit(lambda.Body)!;

    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? shape : node;
}
