namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A window frame. A frame written with its start alone ends at the current row.
/// </summary>
internal sealed record FrameSyntax(
    SourceSpan Span,
    FrameUnit Unit,
    FrameBound Start,
    FrameBound End,
    FrameExclusion Exclusion)
    : SqlNode(Span);
