namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One field of a struct value.
/// </summary>
internal sealed record StructFieldSyntax(SourceSpan Span, SqlName Name, SqlExpression Value) : SqlNode(Span);
