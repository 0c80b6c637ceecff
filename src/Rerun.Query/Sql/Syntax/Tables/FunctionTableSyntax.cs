namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>dataframe('d', index =&gt; 'log_time')</c>, <c>unnest(..) WITH ORDINALITY</c>.
/// </summary>
internal sealed record FunctionTableSyntax(
    SourceSpan Span,
    QualifiedName Name,
    SyntaxList<ArgumentSyntax> Arguments,
    bool WithOrdinality,
    TableAlias? Alias,
    bool Lateral)
    : TableSyntax(Span);
