namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One entry of a map value.
/// </summary>
internal sealed record MapEntrySyntax(SourceSpan Span, SqlExpression Key, SqlExpression Value) : SqlNode(Span);
