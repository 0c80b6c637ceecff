namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>STRUCT(a INT, b TEXT)</c>.
/// </summary>
internal sealed record StructTypeSyntax(SourceSpan Span, SyntaxList<StructTypeField> Fields) : TypeSyntax(Span);
