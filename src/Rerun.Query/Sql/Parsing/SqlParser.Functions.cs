using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Calls, and the special forms that are calls in disguise.</content>
internal sealed partial class SqlParser
{
    private static FunctionExpression Call(SourceSpan span, SourceSpan nameSpan, string name, params ReadOnlySpan<SqlExpression> arguments)
    {
        var list = new ArgumentSyntax[arguments.Length];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = new ArgumentSyntax(arguments[i].Span, null, arguments[i]);
        }

        return FunctionExpression.Plain(span, new QualifiedName(nameSpan, [new SqlName(nameSpan, name, Quoted: false)]), [.. list]);
    }

    private FunctionExpression ParseCall(QualifiedName name, int start)
    {
        Expect(SqlTokenKind.LeftParen, "(");
        bool distinct = Take(SqlKeyword.Distinct);
        if (!distinct)
        {
            Take(SqlKeyword.All);
        }

        SyntaxList<ArgumentSyntax> arguments = default;
        if (!Is(SqlTokenKind.RightParen) && !Is(SqlKeyword.Order))
        {
            arguments = [.. ParseList(parser => parser.ParseArgument())];
        }

        SyntaxList<OrderItem> orderBy = Is(SqlKeyword.Order) ? ParseOrderBy() : default;
        NullTreatment nulls = ParseNullTreatment();
        ExpectClosing("a comma or )");

        SyntaxList<OrderItem> withinGroup = default;
        SqlExpression? filter = null;
        while (true)
        {
            if (Is(SqlKeyword.Within) && IsAt(1, SqlKeyword.Group) && withinGroup.IsEmpty)
            {
                _next += 2;
                Expect(SqlTokenKind.LeftParen, "(");
                withinGroup = ParseOrderBy();
                ExpectClosing();
            }
            else if (Is(SqlKeyword.Filter) && IsAt(1, SqlTokenKind.LeftParen) && filter is null)
            {
                _next += 2;
                Take(SqlKeyword.Where);
                filter = ParseExpression();
                ExpectClosing();
            }
            else if (nulls == NullTreatment.Default && ParseNullTreatment() is not NullTreatment.Default and var treatment)
            {
                nulls = treatment;
            }
            else
            {
                break;
            }
        }

        WindowSyntax? over = Take(SqlKeyword.Over) ? ParseWindow() : null;
        return new FunctionExpression(Since(start), name, arguments, distinct, orderBy, withinGroup, filter, nulls, over);
    }

    private NullTreatment ParseNullTreatment() =>
        Take(SqlKeyword.Ignore, SqlKeyword.Nulls) ? NullTreatment.Ignore
        : Take(SqlKeyword.Respect, SqlKeyword.Nulls) ? NullTreatment.Respect
        : NullTreatment.Default;

    private ArgumentSyntax ParseArgument()
    {
        int start = _next;
        SqlName? name = null;
        if (Current.IsName && (IsAt(1, SqlTokenKind.FatArrow) || IsAt(1, SqlTokenKind.ColonEqual)))
        {
            name = NameOf(Advance());
            Advance();
        }

        SqlExpression value = IsLambda() ? ParseLambda() : IsWordLambda() ? ParseWordLambda() : ParseExpressionOrStar();
        return new ArgumentSyntax(Since(start), name, value);
    }

    private bool IsLambda()
    {
        if (IsPlainName(Current) && IsAt(1, SqlTokenKind.Arrow))
        {
            return true;
        }

        if (!Is(SqlTokenKind.LeftParen))
        {
            return false;
        }

        int offset = 1;
        while (IsPlainName(Peek(offset)) && IsAt(offset + 1, SqlTokenKind.Comma))
        {
            offset += 2;
        }

        return IsPlainName(Peek(offset)) && IsAt(offset + 1, SqlTokenKind.RightParen) && IsAt(offset + 2, SqlTokenKind.Arrow);
    }

    private LambdaExpression ParseLambda()
    {
        int outer = Enter();
        int start = _next;
        SyntaxList<SqlName> names = Is(SqlTokenKind.LeftParen) ? ParseNameList() : [ParseName()];
        Expect(SqlTokenKind.Arrow, "->");
        SqlExpression body = ParseLambdaBody();
        Grow();
        Leave(outer);
        return new LambdaExpression(Since(start), names, body);
    }

    private SqlExpression ParseLambdaBody() => IsLambda() ? ParseLambda() : IsWordLambda() ? ParseWordLambda() : ParseExpression();

    // lambda x, y: x + y
    private bool IsWordLambda() => IsWord(0, "lambda") && IsPlainName(Peek(1)) && Peek(2).Kind is SqlTokenKind.Comma or SqlTokenKind.Colon or SqlTokenKind.ColonParameter;

    private LambdaExpression ParseWordLambda()
    {
        int outer = Enter();
        int start = _next;
        Advance();
        List<SqlName> names = ParseList(parser => parser.ParseName());
        if (Is(SqlTokenKind.ColonParameter))
        {
            // What looks like a parameter is the colon and the first word of the body.
            SqlToken token = Current;
            SqlKeyword keyword = SqlKeywords.Find(TextOf(token)[1..]);
            _tokens[_next] = new SqlToken(SqlTokenKind.Word, keyword, token.Start + 1, token.Length - 1);
        }
        else
        {
            Expect(SqlTokenKind.Colon, "a comma or :");
        }

        SqlExpression body = ParseLambdaBody();
        Grow();
        Leave(outer);
        return new LambdaExpression(Since(start), [.. names], body);
    }

    private FunctionExpression ParseCurrent()
    {
        int start = _next;
        SqlToken word = Advance();
        string name = TextOf(word).ToString().ToLowerInvariant();
        if (!Take(SqlTokenKind.LeftParen) || Take(SqlTokenKind.RightParen))
        {
            return Call(Since(start), word.Span, name);
        }

        SqlExpression precision = ParseExpression();
        ExpectClosing();
        return Call(Since(start), word.Span, name, precision);
    }

    /// <summary>The calls with words between their arguments. Null when the call is an ordinary one.</summary>
    private SqlExpression? ParseSpecialCall()
    {
        int start = _next;
        switch (Current.Keyword)
        {
            case SqlKeyword.Extract:
                return ParseExtract(start);
            case SqlKeyword.Trim:
                return ParseTrim(start);
            case SqlKeyword.Position:
                return ParsePosition(start);
            case SqlKeyword.Substring:
                return ParseWordedArguments(start, "substring", SqlKeyword.From, SqlKeyword.For);
            case SqlKeyword.Overlay:
                return ParseWordedArguments(start, "overlay", SqlKeyword.Placing, SqlKeyword.From, SqlKeyword.For);
            default:
                return null;
        }
    }

    private FunctionExpression? ParseExtract(int start)
    {
        SqlToken field = Peek(2);
        if (!(field.IsName || field.IsString) || !IsAt(3, SqlKeyword.From))
        {
            return null;
        }

        SourceSpan word = Advance().Span;
        _next += 3;
        string name = field.IsString ? SqlLiteralText.String(_sql, field) : SqlLiteralText.Name(_sql, field);
        SqlExpression source = ParseExpression();
        ExpectClosing();
        return Call(Since(start), word, "date_part", new StringLiteral(field.Span, name.ToLowerInvariant()), source);
    }

    private FunctionExpression ParseTrim(int start)
    {
        SourceSpan word = Advance().Span;
        Expect(SqlTokenKind.LeftParen, "(");
        string name = Take(SqlKeyword.Leading) ? "ltrim" : Take(SqlKeyword.Trailing) ? "rtrim" : "trim";
        if (name == "trim")
        {
            Take(SqlKeyword.Both);
        }

        // TRIM(characters FROM text) has the text last, TRIM(text, characters) first.
        SqlExpression? first = Is(SqlKeyword.From) ? null : ParseExpression();
        bool textIsLast = Take(SqlKeyword.From);
        SqlExpression? second = textIsLast || Take(SqlTokenKind.Comma) ? ParseExpression() : null;
        ExpectClosing(second is null ? "FROM, a comma or )" : ")");
        SqlExpression text = textIsLast ? second! : first!;
        SqlExpression? characters = textIsLast ? first : second;
        return characters is null ? Call(Since(start), word, name, text) : Call(Since(start), word, name, text, characters);
    }

    private FunctionExpression ParsePosition(int start)
    {
        SourceSpan word = Advance().Span;
        Expect(SqlTokenKind.LeftParen, "(");
        SqlExpression part = ParseExpression(SqlPrecedence.Membership + 1);
        if (Take(SqlTokenKind.Comma))
        {
            SqlExpression second = ParseExpression();
            ExpectClosing();
            return Call(Since(start), word, "position", part, second);
        }

        Expect(SqlKeyword.In);
        SqlExpression text = ParseExpression();
        ExpectClosing();
        return Call(Since(start), word, "strpos", text, part);
    }

    /// <summary>
    /// <c>SUBSTRING(x FROM 2 FOR 3)</c>, <c>OVERLAY(x PLACING y FROM 2 FOR 3)</c>, or the same with commas. A missing FROM before FOR is 1.
    /// </summary>
    private FunctionExpression ParseWordedArguments(int start, string name, params ReadOnlySpan<SqlKeyword> words)
    {
        SourceSpan word = Advance().Span;
        Expect(SqlTokenKind.LeftParen, "(");
        var arguments = new List<SqlExpression> { ParseExpression() };
        bool isWorded = false;
        foreach (SqlKeyword keyword in words)
        {
            if (Take(keyword))
            {
                isWorded = true;
                arguments.Add(ParseExpression());
            }
            else if (keyword == SqlKeyword.From && Is(SqlKeyword.For))
            {
                arguments.Add(new IntegerLiteral(Current.Span, 1));
            }
        }

        while (!isWorded && Take(SqlTokenKind.Comma))
        {
            arguments.Add(ParseExpression());
        }

        ExpectClosing(isWorded ? ")" : $"{SqlKeywords.TextOf(words[0])}, a comma or )");
        return Call(Since(start), word, name, [.. arguments]);
    }
}
