namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>OVER w</c>.
/// </summary>
internal sealed record WindowReference(SourceSpan Span, SqlName Name) : WindowSyntax(Span);
