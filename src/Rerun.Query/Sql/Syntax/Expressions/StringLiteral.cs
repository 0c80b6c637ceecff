namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A text literal, unquoted and unescaped. Takes the type of what it meets (a number, a timestamp).
/// </summary>
internal sealed record StringLiteral(SourceSpan Span, string Value) : SqlExpression(Span);
