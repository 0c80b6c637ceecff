namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One identifier, without its quotes. Unquoted names match without case (an exact match wins), quoted ones exactly.
/// </summary>
internal sealed record SqlName(SourceSpan Span, string Text, bool Quoted) : SqlNode(Span);
