namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A text with its type in front: <c>TIMESTAMP '2024-01-01'</c>, <c>DATE '..'</c>. Intervals are <see cref="IntervalExpression"/>.
/// </summary>
internal sealed record TypedLiteral(SourceSpan Span, TypeSyntax Type, string Text) : SqlExpression(Span);
