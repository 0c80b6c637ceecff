namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>(a, b)</c> or <c>ROW(a)</c>: a row value. Where a list is expected, Dapper's <c>(@v1,@v2)</c> arrives as this (one entry: the
/// entry itself).
/// </summary>
internal sealed record RowExpression(SourceSpan Span, SyntaxList<SqlExpression> Items) : SqlExpression(Span);
