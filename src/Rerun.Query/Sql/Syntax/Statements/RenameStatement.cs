namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ALTER DATASET|TABLE|VIEW name RENAME TO new</c>.
/// </summary>
internal sealed record RenameStatement(
    SourceSpan Span,
    EntryKind Kind,
    QualifiedName Name,
    QualifiedName NewName,
    bool IfExists)
    : StatementSyntax(Span);
