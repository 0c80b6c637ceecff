namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x [NOT] IN (SELECT ..)</c>, also the empty sub-select that Dapper makes of an empty array.
/// </summary>
internal sealed record InQueryExpression(SourceSpan Span, SqlExpression Operand, QuerySyntax Query, bool Negated) : SqlExpression(Span);
