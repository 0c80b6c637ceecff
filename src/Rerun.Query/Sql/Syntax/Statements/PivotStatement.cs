namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>PIVOT t ON expression USING aggregates [GROUP BY ..]</c> without its values, which are those that the rows have. <c>Used</c> are the columns that make no
/// rows.
/// </summary>
internal sealed record PivotStatement(
    SourceSpan Span,
    TableSyntax Table,
    SqlExpression On,
    SyntaxList<SelectItem> Aggregates,
    SyntaxList<SqlExpression> Groups,
    SyntaxList<SqlName> Used)
    : StatementSyntax(Span);
