using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The pairs that a join of two whole queries gives.</summary>
internal sealed class JoinSourceExpression : Expression
{
    private readonly bool _isQueryable;

    public JoinSourceExpression(JoinForm form, string operatorName, Expression left, Expression right, LambdaExpression leftKey, LambdaExpression rightKey, bool isQueryable)
    {
        (Form, OperatorName, Left, Right, LeftKey, RightKey, _isQueryable) = (form, operatorName, left, right, leftKey, rightKey, isQueryable);
        Row = typeof(JoinedPair<,>).MakeGenericType(LeftItem, RightItem);
    }

    public JoinForm Form { get; }

    /// <summary>The name of the query operator, for messages.</summary>
    public string OperatorName { get; }

    public Expression Left { get; private init; }

    public Expression Right { get; private init; }

    public LambdaExpression LeftKey { get; private init; }

    public LambdaExpression RightKey { get; private init; }

    public LambdaExpression? LeftTime { get; init; }

    public LambdaExpression? RightTime { get; init; }

    /// <summary>How the times compare, left to right.</summary>
    public string? Comparison { get; init; }

    public bool IsAsof => Form is JoinForm.Asof or JoinForm.AsofLeft;

    public Type LeftItem => LeftKey.Parameters[0].Type;

    public Type RightItem => RightKey.Parameters[0].Type;

    /// <summary>The type of a pair.</summary>
    public Type Row { get; }

    public override Type Type => (_isQueryable ? typeof(IQueryable<>) : typeof(IEnumerable<>)).MakeGenericType(Row);

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    /// <summary>A pair of two parts.</summary>
    public NewExpression Pair(Expression left, Expression right)
    {
        ConstructorInfo constructor = Row.GetConstructors()[0];
        return New(constructor, [left, right], [Row.GetProperty(nameof(JoinedPair<int, int>.Left))!, Row.GetProperty(nameof(JoinedPair<int, int>.Right))!]);
    }

    public override string ToString() => $"{OperatorName}({Left}, {Right}, {LeftKey}, {RightKey}, {LeftTime}, {Comparison}, {RightTime})";

    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        Expression left = visitor.Visit(Left)!;
        Expression right = visitor.Visit(Right)!;
        LambdaExpression leftKey = visitor.VisitAndConvert(LeftKey, OperatorName)!;
        LambdaExpression rightKey = visitor.VisitAndConvert(RightKey, OperatorName)!;
        LambdaExpression? leftTime = visitor.VisitAndConvert(LeftTime, OperatorName);
        LambdaExpression? rightTime = visitor.VisitAndConvert(RightTime, OperatorName);
        return left == Left && right == Right && leftKey == LeftKey && rightKey == RightKey && leftTime == LeftTime && rightTime == RightTime
            ? this
            : new JoinSourceExpression(Form, OperatorName, left, right, leftKey, rightKey, _isQueryable) { LeftTime = leftTime, RightTime = rightTime, Comparison = Comparison };
    }
}
