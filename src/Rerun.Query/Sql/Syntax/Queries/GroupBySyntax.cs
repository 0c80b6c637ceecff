namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// GROUP BY; <c>All</c>: every select item without an aggregate.
/// </summary>
internal sealed record GroupBySyntax(SourceSpan Span, bool All, SyntaxList<GroupingElement> Elements) : SqlNode(Span);
