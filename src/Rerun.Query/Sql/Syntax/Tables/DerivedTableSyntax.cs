namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>[LATERAL] (SELECT ..) AS t</c>; the alias may be missing.
/// </summary>
internal sealed record DerivedTableSyntax(SourceSpan Span, QuerySyntax Query, TableAlias? Alias, bool Lateral) : TableSyntax(Span);
