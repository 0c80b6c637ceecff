namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>SHOW subject [FROM name] [LIKE 'pattern']</c>. The subject is in upper case, words joined by one blank: TABLES, ALL TABLES,
/// DATASETS, COLUMNS, FUNCTIONS, or a setting's name.
/// </summary>
internal sealed record ShowStatement(SourceSpan Span, string Subject, QualifiedName? From, string? Like) : StatementSyntax(Span);
