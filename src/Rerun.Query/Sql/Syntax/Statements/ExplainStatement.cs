namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>EXPLAIN [ANALYZE] [VERBOSE] statement</c>.
/// </summary>
internal sealed record ExplainStatement(SourceSpan Span, StatementSyntax Statement, bool Analyze, bool Verbose) : StatementSyntax(Span);
