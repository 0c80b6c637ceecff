namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x [NOT] BETWEEN [SYMMETRIC] low AND high</c>, both ends inclusive.
/// </summary>
internal sealed record BetweenExpression(
    SourceSpan Span,
    SqlExpression Operand,
    SqlExpression Low,
    SqlExpression High,
    bool Negated,
    bool Symmetric)
    : SqlExpression(Span);
