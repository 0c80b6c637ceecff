namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>[WITH ..] DELETE FROM t [AS alias] [USING ..] [WHERE ..] [RETURNING ..]</c>.
/// </summary>
internal sealed record DeleteStatement(
    SourceSpan Span,
    WithSyntax? With,
    QualifiedName Table,
    SqlName? Alias,
    SyntaxList<TableSyntax> Using,
    SqlExpression? Where,
    SyntaxList<SelectItem> Returning)
    : StatementSyntax(Span);
