namespace Rerun.Query.Sql.Syntax;

/// <summary>Anything that stands for a value (or, in a select list, for columns).</summary>
internal abstract record SqlExpression(SourceSpan Span) : SqlNode(Span);
