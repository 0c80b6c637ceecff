namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A column: <c>c</c>, <c>relation.c</c>, <c>dataset.timeline.c</c>. Also a lambda's parameter.
/// </summary>
internal sealed record ColumnExpression(SourceSpan Span, SyntaxList<SqlName> Parts) : SqlExpression(Span)
{
    /// <summary>The last part: the column's own name.</summary>
    public SqlName Name => Parts[Parts.Count - 1];
}
