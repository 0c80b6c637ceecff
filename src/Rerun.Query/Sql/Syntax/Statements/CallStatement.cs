namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>CALL procedure(..)</c>.
/// </summary>
internal sealed record CallStatement(SourceSpan Span, QualifiedName Name, SyntaxList<ArgumentSyntax> Arguments) : StatementSyntax(Span);
