namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A query.
/// </summary>
internal sealed record QueryStatement(SourceSpan Span, QuerySyntax Query) : StatementSyntax(Span);
