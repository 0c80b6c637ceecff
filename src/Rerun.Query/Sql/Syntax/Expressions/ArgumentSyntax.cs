namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// An argument of a function, table function or procedure: <c>value</c> or <c>name =&gt; value</c> (also <c>name := value</c>).
/// </summary>
internal sealed record ArgumentSyntax(SourceSpan Span, SqlName? Name, SqlExpression Value) : SqlNode(Span);
