namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE [OR REPLACE] [TEMP] TABLE [IF NOT EXISTS] t (..) [LOCATION 'url'] [AS query]</c>. Keys and other constraints are
/// accepted; <c>PrimaryKey</c> keeps the named columns.
/// </summary>
internal sealed record CreateTableStatement(
    SourceSpan Span,
    QualifiedName Name,
    SyntaxList<ColumnDefinition> Columns,
    SyntaxList<SqlName> PrimaryKey,
    QuerySyntax? Query,
    string? Location,
    bool Temporary,
    bool OrReplace,
    bool IfNotExists)
    : StatementSyntax(Span);
