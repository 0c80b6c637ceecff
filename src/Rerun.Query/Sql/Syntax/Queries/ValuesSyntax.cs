namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// <c>VALUES (..), (..)</c>: at least one row, each of at least one value. Rows may differ in length until bound.
/// </summary>
internal sealed record ValuesSyntax(SourceSpan Span, SyntaxList<ValuesRow> Rows) : QueryBodySyntax(Span);
