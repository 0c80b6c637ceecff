namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// UNION, INTERSECT, EXCEPT. A chain of the same UNION is one node with all its inputs; otherwise there are two. INTERSECT binds
/// tighter.
/// </summary>
internal sealed record SetOperationSyntax(
    SourceSpan Span,
    SetOperator Operator,
    bool All,
    bool ByName,
    SyntaxList<QueryBodySyntax> Inputs)
    : QueryBodySyntax(Span);
