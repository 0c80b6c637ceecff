namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>X'00ff'</c>: the hexadecimal digits, in lower case.
/// </summary>
internal sealed record BlobLiteral(SourceSpan Span, string Hex) : SqlExpression(Span);
