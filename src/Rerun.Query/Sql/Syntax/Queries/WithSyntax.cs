namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>WITH [RECURSIVE] ..</c>.
/// </summary>
internal sealed record WithSyntax(SourceSpan Span, bool Recursive, SyntaxList<CommonTableSyntax> Tables) : SqlNode(Span);
