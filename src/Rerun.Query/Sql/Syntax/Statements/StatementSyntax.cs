namespace Rerun.Query.Sql.Syntax;

/// <summary>A statement.</summary>
internal abstract record StatementSyntax(SourceSpan Span) : SqlNode(Span);
