namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One row of VALUES.
/// </summary>
internal sealed record ValuesRow(SourceSpan Span, SyntaxList<SqlExpression> Values) : SqlNode(Span);
