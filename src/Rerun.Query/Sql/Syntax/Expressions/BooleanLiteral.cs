namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>TRUE</c> or <c>FALSE</c>.
/// </summary>
internal sealed record BooleanLiteral(SourceSpan Span, bool Value) : SqlExpression(Span);
