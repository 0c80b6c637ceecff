namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>(x).*</c>: all fields of a struct, as items of SELECT.
/// </summary>
internal sealed record FieldsExpression(SourceSpan Span, SqlExpression Operand) : SqlExpression(Span);
