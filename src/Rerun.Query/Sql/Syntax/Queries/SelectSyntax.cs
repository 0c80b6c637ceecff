namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One SELECT. A FROM-first query without SELECT has the item <c>*</c>.
/// </summary>
internal sealed record SelectSyntax(
    SourceSpan Span,
    DistinctSyntax? Distinct,
    SyntaxList<SelectItem> Items,
    SyntaxList<TableSyntax> From,
    SqlExpression? Where,
    GroupBySyntax? GroupBy,
    SqlExpression? Having,
    SyntaxList<NamedWindow> Windows,
    SqlExpression? Qualify,
    SampleSyntax? Sample)
    : QueryBodySyntax(Span);
