namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A join. At most one of <c>On</c>, <c>Using</c>, <c>Natural</c>; ASOF keeps its inequality in <c>On</c> or in
/// <c>MatchCondition</c>.
/// </summary>
internal sealed record JoinTableSyntax(
    SourceSpan Span,
    TableSyntax Left,
    TableSyntax Right,
    JoinKind Kind,
    bool Asof,
    bool Natural,
    SqlExpression? On,
    SyntaxList<SqlName> Using,
    SqlExpression? MatchCondition)
    : TableSyntax(Span);
