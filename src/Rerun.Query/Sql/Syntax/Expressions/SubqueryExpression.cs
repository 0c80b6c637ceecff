namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>(SELECT ..)</c> as a value.
/// </summary>
internal sealed record SubqueryExpression(SourceSpan Span, QuerySyntax Query) : SqlExpression(Span);
