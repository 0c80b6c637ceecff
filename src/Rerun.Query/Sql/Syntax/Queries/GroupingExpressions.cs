namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Plain grouping: one expression, several in parentheses, or none (<c>()</c>, the grand total).
/// </summary>
internal sealed record GroupingExpressions(SourceSpan Span, SyntaxList<SqlExpression> Expressions) : GroupingElement(Span);
