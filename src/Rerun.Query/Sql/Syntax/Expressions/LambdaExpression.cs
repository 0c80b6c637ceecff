namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x -> ..</c> or <c>(x, y) -> ..</c>; only an argument of a function.
/// </summary>
internal sealed record LambdaExpression(SourceSpan Span, SyntaxList<SqlName> Parameters, SqlExpression Body) : SqlExpression(Span);
