namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>GROUPING SETS (..)</c>.
/// </summary>
internal sealed record GroupingSets(SourceSpan Span, SyntaxList<GroupingElement> Elements) : GroupingElement(Span);
