using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Errors: what was found, what was expected, what was probably meant.</content>
internal sealed partial class SqlParser
{
    private const int LongestShown = 40;

    /// <summary>The error of a token that does not fit.</summary>
    private Exception Expected(string expected)
    {
        string message = $"expected {expected}, found {Describe(Current)}";
        string? meant = Meant();
        return Error(Current.Span, meant is null ? message : $"{message}. Did you mean {meant}?");
    }

    private Exception Error(SourceSpan span, string message) => SqlErrors.Syntax(_sql, span, "syntax error: " + message);

    private Exception NotSupported(SourceSpan span, string message) => SqlErrors.NotSupported(_sql, span, message);

    private Exception TooDeep() => Error(Current.Span, $"the statement is nested deeper than {MaxDepth} levels");

    private string Describe(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.End)
        {
            return "the end of the text";
        }

        ReadOnlySpan<char> text = TextOf(token);
        string shown = text.Length > LongestShown ? $"{text[..LongestShown]}..." : text.ToString();
        return token.Kind switch
        {
            SqlTokenKind.Word when SqlKeywords.IsReserved(token.Keyword) => $"the keyword {shown.ToUpperInvariant()}",
            SqlTokenKind.Word => $"the word {shown}",
            SqlTokenKind.QuotedName => $"the name {shown}",
            _ when token.IsString => $"the text {shown}",
            _ when token.IsParameter => $"the parameter {shown}",
            SqlTokenKind.Integer or SqlTokenKind.Decimal => $"the number {shown}",
            _ => $"'{shown}'",
        };
    }

    /// <summary>
    /// A keyword that the word in the way may have been meant to be. The word before it is looked at too: a misspelt keyword is often
    /// taken as an alias, and only the word after it does not fit.
    /// </summary>
    private string? Meant() => NearKeyword(Current) ?? (_next > 0 ? NearKeyword(_tokens[_next - 1]) : null);

    private string? NearKeyword(SqlToken token) =>
        token is { Kind: SqlTokenKind.Word, Keyword: SqlKeyword.None, Length: >= 3 }
            ? NearestName.Of(TextOf(token).ToString(), SqlKeywords.All)
            : null;
}
