namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ARRAY(SELECT ..)</c>: the query's only column as a list.
/// </summary>
internal sealed record ArrayQueryExpression(SourceSpan Span, QuerySyntax Query) : SqlExpression(Span);
