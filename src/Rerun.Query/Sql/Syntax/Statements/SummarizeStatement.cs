namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>SUMMARIZE name</c> or <c>SUMMARIZE SELECT ..</c>: one of the two is set.
/// </summary>
internal sealed record SummarizeStatement(SourceSpan Span, QualifiedName? Name, QuerySyntax? Query) : StatementSyntax(Span);
