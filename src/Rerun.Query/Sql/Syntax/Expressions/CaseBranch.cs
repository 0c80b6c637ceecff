namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One <c>WHEN .. THEN ..</c>.
/// </summary>
internal sealed record CaseBranch(SourceSpan Span, SqlExpression When, SqlExpression Then) : SqlNode(Span);
