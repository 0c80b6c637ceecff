namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>INSERT INTO t [(columns)] query</c>, <c>INSERT OVERWRITE t ..</c>; <c>Query</c> is null for DEFAULT VALUES.
/// </summary>
internal sealed record InsertStatement(
    SourceSpan Span,
    QualifiedName Table,
    SyntaxList<SqlName> Columns,
    QuerySyntax? Query,
    bool Overwrite,
    OnConflictSyntax? OnConflict)
    : StatementSyntax(Span);
