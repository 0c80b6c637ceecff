namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE [OR REPLACE] [TEMP] TABLE [IF NOT EXISTS] t (..) [LOCATION 'url'] [AS query]</c>. <c>PrimaryKey</c> keeps the
/// columns of that constraint; names of constraints are dropped.
/// </summary>
internal sealed record CreateTableStatement(
    SourceSpan Span,
    QualifiedName Name,
    SyntaxList<ColumnDefinition> Columns,
    SyntaxList<SqlName> PrimaryKey,
    SyntaxList<KeySyntax> Unique,
    SyntaxList<CheckSyntax> Checks,
    QuerySyntax? Query,
    string? Location,
    bool Temporary,
    bool OrReplace,
    bool IfNotExists)
    : StatementSyntax(Span);
