namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>*</c> or <c>t.*</c> with its EXCLUDE, REPLACE and RENAME lists; in <c>count(*)</c> the only argument; in ORDER BY it stands for
/// ALL.
/// </summary>
internal sealed record StarExpression(
    SourceSpan Span,
    SyntaxList<SqlName> Qualifier,
    SyntaxList<QualifiedName> Exclude,
    SyntaxList<SelectItem> Replace,
    SyntaxList<ColumnRename> Rename)
    : SqlExpression(Span);
