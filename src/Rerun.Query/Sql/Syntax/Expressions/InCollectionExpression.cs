namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x [NOT] IN value</c> without parentheses: a parameter, <c>[..]</c>, or a column that holds a list.
/// </summary>
internal sealed record InCollectionExpression(
    SourceSpan Span,
    SqlExpression Operand,
    SqlExpression Collection,
    bool Negated)
    : SqlExpression(Span);
