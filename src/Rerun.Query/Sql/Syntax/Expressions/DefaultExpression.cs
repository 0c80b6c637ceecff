namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>DEFAULT</c> in INSERT .. VALUES and in SET.
/// </summary>
internal sealed record DefaultExpression(SourceSpan Span) : SqlExpression(Span);
