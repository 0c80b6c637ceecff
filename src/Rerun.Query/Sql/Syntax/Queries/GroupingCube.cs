namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CUBE (a, (b, c))</c>.
/// </summary>
internal sealed record GroupingCube(SourceSpan Span, SyntaxList<GroupingExpressions> Sets) : GroupingElement(Span);
