namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A query in parentheses that has its own WITH, ORDER BY or LIMIT.
/// </summary>
internal sealed record NestedQuerySyntax(SourceSpan Span, QuerySyntax Query) : QueryBodySyntax(Span);
