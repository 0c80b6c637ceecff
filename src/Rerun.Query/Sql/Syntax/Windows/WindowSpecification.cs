namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>OVER ([base] PARTITION BY .. ORDER BY .. frame)</c>.
/// </summary>
internal sealed record WindowSpecification(
    SourceSpan Span,
    SqlName? BaseName,
    SyntaxList<SqlExpression> PartitionBy,
    SyntaxList<OrderItem> OrderBy,
    FrameSyntax? Frame)
    : WindowSyntax(Span);
