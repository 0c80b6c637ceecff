namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ALTER TABLE [IF EXISTS] t RENAME [COLUMN] a TO b</c>, <c>ADD [COLUMN] definition</c> or <c>DROP [COLUMN] a</c>: <c>NewName</c> is for the first only,
/// <c>Added</c> for the second. <c>ColumnMayDiffer</c> is IF NOT EXISTS, or IF EXISTS, of the column.
/// </summary>
internal sealed record AlterColumnStatement(
    SourceSpan Span,
    QualifiedName Table,
    bool IfExists,
    SqlName Column,
    SqlName? NewName,
    ColumnDefinition? Added,
    bool ColumnMayDiffer)
    : StatementSyntax(Span);
