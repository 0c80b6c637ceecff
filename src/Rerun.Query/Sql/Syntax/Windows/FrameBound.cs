namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One end of a frame; <c>Offset</c> only for Preceding and Following.
/// </summary>
internal sealed record FrameBound(SourceSpan Span, FrameBoundKind Kind, SqlExpression? Offset) : SqlNode(Span);
