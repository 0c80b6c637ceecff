namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A whole number from <see cref="long.MinValue"/> to <see cref="ulong.MaxValue"/>; larger ones are <see cref="DoubleLiteral"/>. A
/// minus sign in front of the digits belongs to the literal.
/// </summary>
internal sealed record IntegerLiteral(SourceSpan Span, Int128 Value) : SqlExpression(Span);
