namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE [OR REPLACE] [TEMP] VIEW v [(columns)] AS query</c>. The query's text is its span in the script.
/// </summary>
internal sealed record CreateViewStatement(
    SourceSpan Span,
    QualifiedName Name,
    SyntaxList<SqlName> Columns,
    QuerySyntax Query,
    bool Temporary,
    bool OrReplace,
    bool IfNotExists)
    : StatementSyntax(Span);
