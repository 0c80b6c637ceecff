using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>What stands for several columns: * and COLUMNS.</content>
internal sealed partial class SqlParser
{
    private static StarExpression Star(SourceSpan span) => new(span, [], [], [], []);

    private static SelectItem StarItem(SourceSpan span) => new(span, Star(span), null);

    /// <summary>The query that selects all of a relation.</summary>
    private static SelectSyntax SelectAll(SourceSpan span, TableSyntax table) =>
        new(span, null, [StarItem(span)], [table], null, null, null, default, null, null);

    /// <summary>An item of SELECT or an argument, where * and t.* may stand.</summary>
    private SqlExpression ParseExpressionOrStar()
    {
        int offset = 0;
        while (Peek(offset).IsName && IsAt(offset + 1, SqlTokenKind.Dot))
        {
            offset += 2;
        }

        return IsAt(offset, SqlTokenKind.Star) && (offset == 0 || IsPlainName(Current)) ? ParseStar() : ParseExpression();
    }

    private StarExpression ParseStar()
    {
        int start = _next;
        var qualifier = new List<SqlName>();
        while (Current.IsName)
        {
            qualifier.Add(NameOf(Advance()));
            Expect(SqlTokenKind.Dot, "a dot");
        }

        Expect(SqlTokenKind.Star, "*");
        SyntaxList<QualifiedName> exclude = default;
        SyntaxList<SelectItem> replace = default;
        SyntaxList<ColumnRename> rename = default;
        while (true)
        {
            // EXCEPT (SELECT ..) is the set operation.
            bool isExcept = Is(SqlKeyword.Except) && IsAt(1, SqlTokenKind.LeftParen) && Peek(2).IsName && !IsQueryKeyword(2);
            if (exclude.IsEmpty && (isExcept || (Is(SqlKeyword.Exclude) && (IsAt(1, SqlTokenKind.LeftParen) || IsPlainName(Peek(1))))))
            {
                Advance();
                exclude = OneOrMore(parser => parser.ParseQualifiedName("a column's name"));
            }
            else if (replace.IsEmpty && Take(SqlKeyword.Replace))
            {
                replace = OneOrMore(parser => parser.ParseReplacement());
            }
            else if (rename.IsEmpty && Take(SqlKeyword.Rename))
            {
                rename = OneOrMore(parser => parser.ParseColumnRename());
            }
            else
            {
                return new StarExpression(Since(start), [.. qualifier], exclude, replace, rename);
            }
        }
    }

    private SyntaxList<T> OneOrMore<T>(Func<SqlParser, T> parse) =>
        Is(SqlTokenKind.LeftParen) ? ParseParenthesizedList(parse) : [parse(this)];

    private SelectItem ParseReplacement()
    {
        int start = _next;
        SqlExpression value = ParseExpression();
        Expect(SqlKeyword.As);
        SqlName name = ParseAnyName("the name of the column to replace");
        return new SelectItem(Since(start), value, name);
    }

    private ColumnRename ParseColumnRename()
    {
        int start = _next;
        QualifiedName column = ParseQualifiedName("a column's name");
        Expect(SqlKeyword.As);
        SqlName name = ParseAnyName("the column's new name");
        return new ColumnRename(Since(start), column, name);
    }

    private ColumnsExpression ParseColumns()
    {
        int start = _next;
        Advance();
        Expect(SqlTokenKind.LeftParen, "(");
        SqlExpression argument = IsLambda() ? ParseLambda() : ParseExpressionOrStar();
        ExpectClosing();
        return new ColumnsExpression(Since(start), argument);
    }
}
