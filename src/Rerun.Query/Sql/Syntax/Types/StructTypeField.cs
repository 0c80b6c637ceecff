namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A field of a struct type.
/// </summary>
internal sealed record StructTypeField(SourceSpan Span, SqlName Name, TypeSyntax Type) : SqlNode(Span);
