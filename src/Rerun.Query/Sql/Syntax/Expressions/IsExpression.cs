namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x IS [NOT] NULL</c>, <c>TRUE</c>, <c>FALSE</c>, <c>UNKNOWN</c>. IS DISTINCT FROM is a <see cref="BinaryExpression"/>.
/// </summary>
internal sealed record IsExpression(SourceSpan Span, SqlExpression Operand, IsTest Test, bool Negated) : SqlExpression(Span);
