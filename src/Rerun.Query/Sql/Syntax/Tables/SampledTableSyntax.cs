namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>t TABLESAMPLE ..</c>.
/// </summary>
internal sealed record SampledTableSyntax(SourceSpan Span, TableSyntax Table, SampleSyntax Sample) : TableSyntax(Span);
