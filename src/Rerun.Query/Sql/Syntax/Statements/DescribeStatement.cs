namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>DESCRIBE name</c> or <c>DESCRIBE SELECT ..</c>: one of the two is set.
/// </summary>
internal sealed record DescribeStatement(SourceSpan Span, QualifiedName? Name, QuerySyntax? Query) : StatementSyntax(Span);
