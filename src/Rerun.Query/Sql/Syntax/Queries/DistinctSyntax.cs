namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>DISTINCT</c> (no expressions) or <c>DISTINCT ON (..)</c>.
/// </summary>
internal sealed record DistinctSyntax(SourceSpan Span, SyntaxList<SqlExpression> On) : SqlNode(Span);
