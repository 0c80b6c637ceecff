namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>SET name = value</c>, <c>SET name TO value</c>; RESET gives <see cref="DefaultExpression"/>. A bare word is a <see
/// cref="ColumnExpression"/>.
/// </summary>
internal sealed record SetStatement(SourceSpan Span, QualifiedName Name, SyntaxList<SqlExpression> Values) : StatementSyntax(Span);
