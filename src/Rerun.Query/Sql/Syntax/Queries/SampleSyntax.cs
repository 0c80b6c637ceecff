namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>TABLESAMPLE method (size) REPEATABLE (seed)</c> or <c>USING SAMPLE ..</c>. <c>Method</c> is in lower case, null when not said.
/// </summary>
internal sealed record SampleSyntax(
    SourceSpan Span,
    SqlExpression Size,
    bool Percent,
    string? Method,
    SqlExpression? Seed)
    : SqlNode(Span);
