namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One ORDER BY entry. <c>ORDER BY ALL</c> is a single entry with a <see cref="StarExpression"/>.
/// </summary>
internal sealed record OrderItem(SourceSpan Span, SqlExpression Expression, bool Descending, NullOrder NullOrder) : SqlNode(Span);
