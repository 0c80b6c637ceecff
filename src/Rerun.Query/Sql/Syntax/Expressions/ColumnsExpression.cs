namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>COLUMNS('regex')</c>, <c>COLUMNS(*)</c>, <c>COLUMNS(['a', 'b'])</c>, <c>COLUMNS(c -> ..)</c>: stands for each column that
/// matches; what is around it is repeated.
/// </summary>
internal sealed record ColumnsExpression(SourceSpan Span, SqlExpression Argument) : SqlExpression(Span);
