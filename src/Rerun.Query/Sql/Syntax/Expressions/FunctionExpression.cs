namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A call of a scalar, aggregate or window function. Special forms arrive as plain calls: EXTRACT and DATE_PART as
/// <c>date_part('field', x)</c>, SUBSTRING .. FROM .. FOR as <c>substring(x, from, for)</c>, TRIM as <c>trim</c>, <c>ltrim</c>,
/// <c>rtrim</c>, POSITION(a IN b) as <c>strpos(b, a)</c>, OVERLAY as <c>overlay</c>, AT TIME ZONE as <c>timezone(zone, x)</c>,
/// CURRENT_TIMESTAMP as <c>current_timestamp()</c>.
/// </summary>
internal sealed record FunctionExpression(
    SourceSpan Span,
    QualifiedName Name,
    SyntaxList<ArgumentSyntax> Arguments,
    bool Distinct,
    SyntaxList<OrderItem> OrderBy,
    SyntaxList<OrderItem> WithinGroup,
    SqlExpression? Filter,
    NullTreatment NullTreatment,
    WindowSyntax? Over)
    : SqlExpression(Span)
{
    /// <summary>A plain call: no DISTINCT, ORDER BY, FILTER or OVER.</summary>
    public static FunctionExpression Plain(SourceSpan span, QualifiedName name, SyntaxList<ArgumentSyntax> arguments) =>
        new(span, name, arguments, false, default, default, null, NullTreatment.Default, null);

    /// <summary>True when the call is <c>f(*)</c>.</summary>
    public bool HasStar => Arguments.Count == 1 && Arguments[0] is { Name: null, Value: StarExpression };
}
