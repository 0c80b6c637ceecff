namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>UNIQUE (columns)</c>, of a table or of one of its columns.
/// </summary>
internal sealed record KeySyntax(SourceSpan Span, SyntaxList<SqlName> Columns) : SqlNode(Span);
