namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// LIMIT, OFFSET, FETCH FIRST, TOP. <c>Count</c> null is no limit, <c>Offset</c> null is none.
/// </summary>
internal sealed record LimitSyntax(
    SourceSpan Span,
    SqlExpression? Count,
    SqlExpression? Offset,
    bool Percent,
    bool WithTies)
    : SqlNode(Span);
