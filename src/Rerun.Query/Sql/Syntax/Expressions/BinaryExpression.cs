namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// An operator between two operands. Chains lean left.
/// </summary>
internal sealed record BinaryExpression(
    SourceSpan Span,
    BinaryOperator Operator,
    SqlExpression Left,
    SqlExpression Right)
    : SqlExpression(Span);
