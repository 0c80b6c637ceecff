namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One entry of <c>* RENAME (old AS new)</c>.
/// </summary>
internal sealed record ColumnRename(SourceSpan Span, QualifiedName Column, SqlName NewName) : SqlNode(Span);
