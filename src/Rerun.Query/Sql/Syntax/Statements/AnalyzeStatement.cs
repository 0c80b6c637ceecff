namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ANALYZE [name]</c>.
/// </summary>
internal sealed record AnalyzeStatement(SourceSpan Span, QualifiedName? Name) : StatementSyntax(Span);
