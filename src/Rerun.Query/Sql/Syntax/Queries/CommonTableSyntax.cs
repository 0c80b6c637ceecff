namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One common table expression. <c>Materialized</c> is null when not said.
/// </summary>
internal sealed record CommonTableSyntax(
    SourceSpan Span,
    SqlName Name,
    SyntaxList<SqlName> Columns,
    QuerySyntax Query,
    bool? Materialized)
    : SqlNode(Span);
