namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>EXISTS (SELECT ..)</c>.
/// </summary>
internal sealed record ExistsExpression(SourceSpan Span, QuerySyntax Query) : SqlExpression(Span);
