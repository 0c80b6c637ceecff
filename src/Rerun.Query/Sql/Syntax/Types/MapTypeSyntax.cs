namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>MAP(k, v)</c>.
/// </summary>
internal sealed record MapTypeSyntax(SourceSpan Span, TypeSyntax Key, TypeSyntax Value) : TypeSyntax(Span);
