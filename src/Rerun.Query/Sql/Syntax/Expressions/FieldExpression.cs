namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>(x).field</c>: a struct's field.
/// </summary>
internal sealed record FieldExpression(SourceSpan Span, SqlExpression Operand, SqlName Field) : SqlExpression(Span);
