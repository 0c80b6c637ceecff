namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A relation by its name.
/// </summary>
internal sealed record NamedTableSyntax(SourceSpan Span, QualifiedName Name, TableAlias? Alias) : TableSyntax(Span);
