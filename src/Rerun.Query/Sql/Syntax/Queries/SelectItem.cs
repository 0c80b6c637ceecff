namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// An item of the select list, or <c>value AS name</c> of REPLACE.
/// </summary>
internal sealed record SelectItem(SourceSpan Span, SqlExpression Expression, SqlName? Alias) : SqlNode(Span);
