namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ON CONFLICT (columns) [DO] UPDATE [SET column = value, .. [WHERE ..]]</c>: without SET the new row replaces the one with the same key; or
/// <c>[(columns)] DO NOTHING</c>.
/// </summary>
internal sealed record OnConflictSyntax(
    SourceSpan Span,
    SyntaxList<SqlName> Columns,
    bool Update,
    SyntaxList<AssignmentSyntax> Assignments,
    SqlExpression? Where)
    : SqlNode(Span);
