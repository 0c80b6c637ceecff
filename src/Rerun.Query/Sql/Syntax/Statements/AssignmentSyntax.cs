namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>column = value</c> of SET; <c>(a, b) = (1, 2)</c> is two of them.
/// </summary>
internal sealed record AssignmentSyntax(SourceSpan Span, SqlName Column, SqlExpression Value) : SqlNode(Span);
