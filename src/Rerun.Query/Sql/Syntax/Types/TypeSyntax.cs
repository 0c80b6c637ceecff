namespace Rerun.Query.Sql.Syntax;

/// <summary>A type as written in CAST or in a column definition.</summary>
internal abstract record TypeSyntax(SourceSpan Span) : SqlNode(Span);
