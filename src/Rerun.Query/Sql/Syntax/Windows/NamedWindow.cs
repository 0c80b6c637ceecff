namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// One entry of the WINDOW clause.
/// </summary>
internal sealed record NamedWindow(SourceSpan Span, SqlName Name, WindowSpecification Specification) : SqlNode(Span);
