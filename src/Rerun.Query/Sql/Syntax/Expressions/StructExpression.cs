namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>{'a': 1, b: 2}</c>.
/// </summary>
internal sealed record StructExpression(SourceSpan Span, SyntaxList<StructFieldSyntax> Fields) : SqlExpression(Span);
