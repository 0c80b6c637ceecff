namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>[a, b]</c> or <c>ARRAY[a, b]</c>.
/// </summary>
internal sealed record ListExpression(SourceSpan Span, SyntaxList<SqlExpression> Items) : SqlExpression(Span);
