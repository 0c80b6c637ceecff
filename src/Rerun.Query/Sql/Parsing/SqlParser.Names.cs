using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Names and aliases.</content>
internal sealed partial class SqlParser
{
    private static bool IsPlainName(SqlToken token) =>
        token.Kind == SqlTokenKind.QuotedName || (token.Kind == SqlTokenKind.Word && !SqlKeywords.IsReserved(token.Keyword));

    private SqlName NameOf(SqlToken token) => new(token.Span, SqlLiteralText.Name(_sql, token), token.Kind == SqlTokenKind.QuotedName);

    private SqlName ParseName(string what = "a name")
    {
        if (!IsPlainName(Current))
        {
            throw Current.Kind == SqlTokenKind.Word && SqlKeywords.IsReserved(Current.Keyword)
                ? Error(Current.Span, $"expected {what}, found {Describe(Current)}; a name spelt like a keyword needs double quotes")
                : Expected(what);
        }

        return NameOf(Advance());
    }

    /// <summary>A name where no keyword can stand: after AS and after a dot.</summary>
    private SqlName ParseAnyName(string what = "a name") => Current.IsName ? NameOf(Advance()) : throw Expected(what);

    private QualifiedName ParseQualifiedName(string what)
    {
        int start = _next;
        var parts = new List<SqlName> { ParseName(what) };
        while (Take(SqlTokenKind.Dot))
        {
            parts.Add(ParseAnyName("a name after the dot"));
        }

        return new QualifiedName(Since(start), [.. parts]);
    }

    private SyntaxList<SqlName> ParseNameList() => ParseParenthesizedList(parser => parser.ParseName("a column's name"));

    private SyntaxList<SqlName> ParseOptionalNameList() => Is(SqlTokenKind.LeftParen) ? ParseNameList() : default;

    private bool IsBareAlias() =>
        Current.Kind == SqlTokenKind.QuotedName || (Current.Kind == SqlTokenKind.Word && SqlKeywords.MayBeBareAlias(Current.Keyword));

    private TableAlias? ParseTableAlias()
    {
        int start = _next;
        bool hasAs = Take(SqlKeyword.As);
        if (!hasAs && (!IsBareAlias() || IsPivot()))
        {
            return null;
        }

        SqlName name = ParseAnyName("an alias");
        SyntaxList<SqlName> columns = ParseOptionalNameList();
        return new TableAlias(Since(start), name, columns);
    }

    private string ParseString(string what) => Current.IsString ? SqlLiteralText.String(_sql, Advance()) : throw Expected(what);

    /// <summary>A text; texts on the lines that follow belong to it.</summary>
    private StringLiteral ParseStringLiteral()
    {
        int start = _next;
        SqlToken token = Advance();
        string text = SqlLiteralText.String(_sql, token);
        while (Current.Kind == SqlTokenKind.String && _sql.AsSpan(token.Span.End, Current.Span.Start - token.Span.End).Contains('\n'))
        {
            token = Advance();
            text += SqlLiteralText.String(_sql, token);
        }

        return new StringLiteral(Since(start), text);
    }
}
