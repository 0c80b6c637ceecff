namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>NULL</c>.
/// </summary>
internal sealed record NullLiteral(SourceSpan Span) : SqlExpression(Span);
