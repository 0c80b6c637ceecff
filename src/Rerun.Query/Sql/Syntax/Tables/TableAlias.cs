namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>AS t (c1, c2)</c>.
/// </summary>
internal sealed record TableAlias(SourceSpan Span, SqlName Name, SyntaxList<SqlName> Columns) : SqlNode(Span);
