namespace Rerun.Query.Sql.Syntax;

/// <summary>An element of GROUP BY.</summary>
internal abstract record GroupingElement(SourceSpan Span) : SqlNode(Span);
