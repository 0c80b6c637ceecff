namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A whole query: what may stand in parentheses. TOP and FETCH arrive as LIMIT.
/// </summary>
internal sealed record QuerySyntax(
    SourceSpan Span,
    WithSyntax? With,
    QueryBodySyntax Body,
    SyntaxList<OrderItem> OrderBy,
    LimitSyntax? Limit)
    : SqlNode(Span);
