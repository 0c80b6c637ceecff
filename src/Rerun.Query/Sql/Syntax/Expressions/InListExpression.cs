namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x [NOT] IN (a, b)</c>; the list may be empty. One entry that is a parameter or a list value may stand for a whole list: the
/// binder decides by its type.
/// </summary>
internal sealed record InListExpression(
    SourceSpan Span,
    SqlExpression Operand,
    SyntaxList<SqlExpression> Items,
    bool Negated)
    : SqlExpression(Span);
