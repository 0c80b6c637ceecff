namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A column of CREATE TABLE; without a type only in CREATE TABLE .. AS.
/// </summary>
internal sealed record ColumnDefinition(
    SourceSpan Span,
    SqlName Name,
    TypeSyntax? Type,
    bool NotNull,
    SqlExpression? Default)
    : SqlNode(Span);
