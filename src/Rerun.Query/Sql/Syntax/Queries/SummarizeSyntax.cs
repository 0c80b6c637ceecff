namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>SUMMARIZE name</c> or <c>SUMMARIZE SELECT ..</c> as a query in FROM: one of the two is set.
/// </summary>
internal sealed record SummarizeSyntax(SourceSpan Span, QualifiedName? Name, QuerySyntax? Query) : QueryBodySyntax(Span);
