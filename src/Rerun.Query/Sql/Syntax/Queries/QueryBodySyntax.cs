namespace Rerun.Query.Sql.Syntax;

/// <summary>A query without its WITH, ORDER BY and LIMIT.</summary>
internal abstract record QueryBodySyntax(SourceSpan Span) : SqlNode(Span);
