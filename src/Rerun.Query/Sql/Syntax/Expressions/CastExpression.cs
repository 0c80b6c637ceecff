namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CAST(x AS t)</c>, <c>x::t</c>; <c>TRY_CAST</c> gives NULL instead of an error.
/// </summary>
internal sealed record CastExpression(SourceSpan Span, SqlExpression Operand, TypeSyntax Type, bool Try) : SqlExpression(Span);
