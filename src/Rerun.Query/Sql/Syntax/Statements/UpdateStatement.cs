namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>[WITH ..] UPDATE t [AS alias] SET column = value, .. [FROM ..] [WHERE ..] [RETURNING ..]</c>.
/// </summary>
internal sealed record UpdateStatement(
    SourceSpan Span,
    WithSyntax? With,
    QualifiedName Table,
    SqlName? Alias,
    SyntaxList<AssignmentSyntax> Assignments,
    SyntaxList<TableSyntax> From,
    SqlExpression? Where,
    SyntaxList<SelectItem> Returning)
    : StatementSyntax(Span);
