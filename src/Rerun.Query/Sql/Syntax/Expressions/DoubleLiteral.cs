namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A number with a decimal point or exponent, or a whole number too large for <see cref="IntegerLiteral"/>: DOUBLE in this dialect.
/// </summary>
internal sealed record DoubleLiteral(SourceSpan Span, double Value) : SqlExpression(Span);
