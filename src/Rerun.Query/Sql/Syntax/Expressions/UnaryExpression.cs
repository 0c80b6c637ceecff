namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// An operator in front of one operand.
/// </summary>
internal sealed record UnaryExpression(SourceSpan Span, UnaryOperator Operator, SqlExpression Operand) : SqlExpression(Span);
