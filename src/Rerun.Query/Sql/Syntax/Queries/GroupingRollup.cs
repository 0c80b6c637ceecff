namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ROLLUP (a, (b, c))</c>.
/// </summary>
internal sealed record GroupingRollup(SourceSpan Span, SyntaxList<GroupingExpressions> Sets) : GroupingElement(Span);
