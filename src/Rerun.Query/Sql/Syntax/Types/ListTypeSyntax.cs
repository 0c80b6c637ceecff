namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>t[]</c>, or <c>t[3]</c> of fixed size.
/// </summary>
internal sealed record ListTypeSyntax(SourceSpan Span, TypeSyntax Element, int? FixedSize) : TypeSyntax(Span);
