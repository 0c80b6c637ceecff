namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A type by its name, words joined by one blank (<c>DOUBLE PRECISION</c>, <c>TIMESTAMP WITH TIME ZONE</c>), as written but in upper
/// case, with the numbers in parentheses.
/// </summary>
internal sealed record NamedTypeSyntax(SourceSpan Span, string Name, SyntaxList<long> Arguments) : TypeSyntax(Span);
