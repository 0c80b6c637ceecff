using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Lexing;

/// <summary>A token: its kind and where it stands. Its text is cut out of the SQL only when needed.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, SqlKeyword Keyword, int Start, int Length)
{
    /// <summary>The first position after the token.</summary>
    public int End => Start + Length;

    /// <summary>Where the token stands.</summary>
    public SourceSpan Span => new(Start, Length);

    /// <summary>True for literals of text in any of their three spellings.</summary>
    public bool IsString => Kind is SqlTokenKind.String or SqlTokenKind.EscapeString or SqlTokenKind.DollarString;

    /// <summary>True for numbers.</summary>
    public bool IsNumber => Kind is SqlTokenKind.Integer or SqlTokenKind.Decimal;

    /// <summary>True for parameters in any spelling.</summary>
    public bool IsParameter => Kind is >= SqlTokenKind.AtParameter and <= SqlTokenKind.QuestionParameter;

    /// <summary>True for names, quoted or not (keywords too).</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
