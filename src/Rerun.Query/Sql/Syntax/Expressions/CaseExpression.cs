namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CASE [operand] WHEN .. THEN .. [ELSE ..] END</c>.
/// </summary>
internal sealed record CaseExpression(
    SourceSpan Span,
    SqlExpression? Operand,
    SyntaxList<CaseBranch> Branches,
    SqlExpression? Else)
    : SqlExpression(Span);
