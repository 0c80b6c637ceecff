namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>INTERVAL '5 s'</c> (no unit, the value is a <see cref="StringLiteral"/>), <c>INTERVAL 5 SECOND</c>, <c>INTERVAL (n + 1)
/// DAY</c>.
/// </summary>
internal sealed record IntervalExpression(SourceSpan Span, SqlExpression Value, IntervalUnit? Unit) : SqlExpression(Span);
