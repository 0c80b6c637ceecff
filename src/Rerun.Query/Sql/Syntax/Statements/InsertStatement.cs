namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>INSERT INTO t [AS alias] [(columns)] query [ON CONFLICT ..] [RETURNING ..]</c>, <c>INSERT OVERWRITE t ..</c>; <c>Query</c> is null for DEFAULT VALUES.
/// </summary>
internal sealed record InsertStatement(
    SourceSpan Span,
    QualifiedName Table,
    SqlName? Alias,
    SyntaxList<SqlName> Columns,
    QuerySyntax? Query,
    bool Overwrite,
    OnConflictSyntax? OnConflict,
    SyntaxList<SelectItem> Returning)
    : StatementSyntax(Span);
