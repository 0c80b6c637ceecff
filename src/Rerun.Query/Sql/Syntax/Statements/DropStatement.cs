namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>DROP DATASET|TABLE|VIEW|INDEX [IF EXISTS] a, b</c>.
/// </summary>
internal sealed record DropStatement(
    SourceSpan Span,
    EntryKind Kind,
    SyntaxList<QualifiedName> Names,
    bool IfExists)
    : StatementSyntax(Span);
