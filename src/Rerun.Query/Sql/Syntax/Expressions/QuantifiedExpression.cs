namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>x = ANY (..)</c>, <c>x &gt; ALL (..)</c>. The collection is a list value, a parameter, or a <see cref="SubqueryExpression"/>.
/// </summary>
internal sealed record QuantifiedExpression(
    SourceSpan Span,
    SqlExpression Operand,
    BinaryOperator Operator,
    Quantifier Quantifier,
    SqlExpression Collection)
    : SqlExpression(Span);
