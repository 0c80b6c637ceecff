namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CREATE [UNIQUE] INDEX [i] ON t (..)</c>: accepted without effect.
/// </summary>
internal sealed record CreateIndexStatement(
    SourceSpan Span,
    QualifiedName? Name,
    QualifiedName Table,
    SyntaxList<OrderItem> Columns,
    bool Unique,
    bool IfNotExists)
    : StatementSyntax(Span);
