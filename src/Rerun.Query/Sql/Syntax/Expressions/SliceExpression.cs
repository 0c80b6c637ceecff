namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x[low:high:step]</c>; each part may be missing.
/// </summary>
internal sealed record SliceExpression(
    SourceSpan Span,
    SqlExpression Operand,
    SqlExpression? Low,
    SqlExpression? High,
    SqlExpression? Step)
    : SqlExpression(Span);
