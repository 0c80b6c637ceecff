namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>TRUNCATE [TABLE] t, ..</c>.
/// </summary>
internal sealed record TruncateStatement(SourceSpan Span, SyntaxList<QualifiedName> Tables) : StatementSyntax(Span);
