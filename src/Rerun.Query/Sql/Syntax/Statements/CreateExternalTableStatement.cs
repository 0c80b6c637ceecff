namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE EXTERNAL TABLE t [STORED AS format] LOCATION 'url'</c>.
/// </summary>
internal sealed record CreateExternalTableStatement(
    SourceSpan Span,
    QualifiedName Name,
    string Location,
    string? Format,
    bool IfNotExists)
    : StatementSyntax(Span);
