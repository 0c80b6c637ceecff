namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CHECK (condition)</c>, of a table or of one of its columns.
/// </summary>
internal sealed record CheckSyntax(SourceSpan Span, SqlExpression Condition) : SqlNode(Span);
