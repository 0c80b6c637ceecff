namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A chain of two or more operands joined by AND, or by OR: one node however long, so that thousands of terms stay flat.
/// </summary>
internal sealed record LogicalExpression(
    SourceSpan Span,
    LogicalOperator Operator,
    SyntaxList<SqlExpression> Operands)
    : SqlExpression(Span);
