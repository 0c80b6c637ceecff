namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>MAP {k: v}</c>.
/// </summary>
internal sealed record MapExpression(SourceSpan Span, SyntaxList<MapEntrySyntax> Entries) : SqlExpression(Span);
