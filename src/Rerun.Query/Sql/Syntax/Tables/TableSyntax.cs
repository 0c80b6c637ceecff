namespace Rerun.Query.Sql.Syntax;

/// <summary>What may stand in FROM.</summary>
internal abstract record TableSyntax(SourceSpan Span) : SqlNode(Span);
