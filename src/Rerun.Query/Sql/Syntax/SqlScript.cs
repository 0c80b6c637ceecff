namespace Rerun.Query.Sql.Syntax;

/// <summary>A parsed command text.</summary>
/// <param name="Text">The text that every <see cref="SourceSpan"/> points into.</param>
/// <param name="Statements">The statements in order; empty statements are left out.</param>
/// <param name="Parameters">Every occurrence of a parameter, in the order of the text.</param>
internal sealed record SqlScript(string Text, SyntaxList<StatementSyntax> Statements, SyntaxList<ParameterExpression> Parameters);
