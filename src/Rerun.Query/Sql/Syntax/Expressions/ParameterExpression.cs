namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A parameter. <c>Name</c> has no prefix and is empty for positional styles; <c>Position</c> counts from 1 and is 0 for named
/// styles. <c>?</c> counts through the whole text.
/// </summary>
internal sealed record ParameterExpression(SourceSpan Span, ParameterStyle Style, string Name, int Position) : SqlExpression(Span);
