namespace Rerun.Query.Sql.Syntax;

/// <summary>What stands after OVER.</summary>
internal abstract record WindowSyntax(SourceSpan Span) : SqlNode(Span);
