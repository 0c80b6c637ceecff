namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x[n]</c> of a list, from 1; <c>x['field']</c> of a struct; <c>x[key]</c> of a map.
/// </summary>
internal sealed record SubscriptExpression(SourceSpan Span, SqlExpression Operand, SqlExpression Index) : SqlExpression(Span);
