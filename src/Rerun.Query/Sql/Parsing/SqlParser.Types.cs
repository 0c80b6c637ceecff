using System.Globalization;
using System.Text;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Types.</content>
internal sealed partial class SqlParser
{
    private TypeSyntax ParseType()
    {
        int outer = Enter();
        int start = _next;
        TypeSyntax type;
        if ((Is(SqlKeyword.Struct) || Is(SqlKeyword.Row)) && IsAt(1, SqlTokenKind.LeftParen))
        {
            Advance();
            SyntaxList<StructTypeField> fields = ParseParenthesizedList(parser => parser.ParseStructTypeField());
            type = new StructTypeSyntax(Since(start), fields);
        }
        else if (Is(SqlKeyword.Map) && IsAt(1, SqlTokenKind.LeftParen))
        {
            _next += 2;
            TypeSyntax key = ParseType();
            Expect(SqlTokenKind.Comma, "a comma");
            TypeSyntax value = ParseType();
            ExpectClosing();
            type = new MapTypeSyntax(Since(start), key, value);
        }
        else
        {
            type = ParseNamedType(start);
        }

        Grow();
        while (Is(SqlTokenKind.LeftBracket) || Is(SqlKeyword.Array))
        {
            bool isWord = Advance().Keyword == SqlKeyword.Array;
            int? size = null;
            if (!isWord || Take(SqlTokenKind.LeftBracket))
            {
                size = Is(SqlTokenKind.Integer) ? ParseListSize() : null;
                Expect(SqlTokenKind.RightBracket, size is null ? "a size or ]" : "]");
            }

            type = new ListTypeSyntax(Since(start), type, size);
            Grow();
        }

        Leave(outer);
        return type;
    }

    private int ParseListSize()
    {
        SqlToken token = Advance();
        return SqlLiteralText.Integer(TextOf(token)) is { } size && size <= int.MaxValue
            ? (int)size
            : throw Error(token.Span, "a fixed-size list has at most 2147483647 elements");
    }

    private StructTypeField ParseStructTypeField()
    {
        int start = _next;
        SqlName name = ParseAnyName("a field's name");
        TypeSyntax type = ParseType();
        return new StructTypeField(Since(start), name, type);
    }

    private NamedTypeSyntax ParseNamedType(int start)
    {
        if (!Is(SqlTokenKind.Word) || SqlKeywords.IsReserved(Current.Keyword))
        {
            throw Expected("a type");
        }

        SqlKeyword first = Current.Keyword;
        var name = new StringBuilder(TextOf(Advance()).ToString().ToUpperInvariant());
        if (Take(SqlKeyword.Precision))
        {
            name.Append(" PRECISION");
        }
        else if (Take(SqlKeyword.Varying))
        {
            name.Append(" VARYING");
        }
        else if (Is(SqlTokenKind.Word) && TextOf(Current).Equals("UNSIGNED", StringComparison.OrdinalIgnoreCase) && name.ToString() is "TINYINT" or "SMALLINT" or "INT" or "INTEGER" or "BIGINT")
        {
            // INT UNSIGNED is the other spelling of UINTEGER.
            Advance();
            name.Insert(0, 'U');
        }

        SyntaxList<long> arguments = Is(SqlTokenKind.LeftParen) && IsAt(1, SqlTokenKind.Integer)
            ? ParseParenthesizedList(parser => parser.ParseTypeArgument())
            : default;
        if (first is SqlKeyword.Time or SqlKeyword.Timestamp)
        {
            if (Is(SqlKeyword.With) && IsAt(1, SqlKeyword.Time) && IsAt(2, SqlKeyword.Zone))
            {
                _next += 3;
                name.Append(" WITH TIME ZONE");
            }
            else if (Is(SqlKeyword.Without) && IsAt(1, SqlKeyword.Time) && IsAt(2, SqlKeyword.Zone))
            {
                // What the bare word means.
                _next += 3;
            }
        }

        return new NamedTypeSyntax(Since(start), name.ToString(), arguments);
    }

    private long ParseTypeArgument()
    {
        SqlToken token = Current;
        return Take(SqlTokenKind.Integer) && long.TryParse(TextOf(token), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Error(token.Span, "expected a number");
    }
}
