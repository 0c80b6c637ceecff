namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Pattern matching by words.
/// </summary>
internal sealed record LikeExpression(
    SourceSpan Span,
    SqlExpression Operand,
    SqlExpression Pattern,
    SqlExpression? Escape,
    LikeOperator Operator,
    bool Negated)
    : SqlExpression(Span);
