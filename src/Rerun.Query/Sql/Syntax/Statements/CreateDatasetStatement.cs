namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE DATASET [IF NOT EXISTS] d</c>.
/// </summary>
internal sealed record CreateDatasetStatement(SourceSpan Span, QualifiedName Name, bool IfNotExists) : StatementSyntax(Span);
