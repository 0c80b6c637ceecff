namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>ON CONFLICT (columns) UPDATE</c> (also DO UPDATE): the new row replaces the one with the same key; or <c>DO NOTHING</c>.
/// </summary>
internal sealed record OnConflictSyntax(SourceSpan Span, SyntaxList<SqlName> Columns, bool Update) : SqlNode(Span);
