using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Operands: columns, parentheses, lists, structs, maps, CASE, CAST.</content>
internal sealed partial class SqlParser
{
    private SqlExpression ParsePrimary()
    {
        switch (Current.Kind)
        {
            case SqlTokenKind.Word when Current.Keyword != SqlKeyword.None:
                return ParseKeywordPrimary();
            case SqlTokenKind.Word or SqlTokenKind.QuotedName:
                return Is(SqlTokenKind.Word) && IsTypedLiteral() ? ParseTypedLiteral() : ParseColumnOrCall();
            case SqlTokenKind.Integer or SqlTokenKind.Decimal:
                return ParseNumber(_next, negative: false);
            case SqlTokenKind.String or SqlTokenKind.EscapeString or SqlTokenKind.DollarString:
                return ParseStringLiteral();
            case SqlTokenKind.Blob:
                SqlToken blob = Advance();
                return new BlobLiteral(blob.Span, TextOf(blob)[2..^1].ToString().ToLowerInvariant());
            case SqlTokenKind.LeftParen:
                return ParseParenthesized();
            case SqlTokenKind.LeftBracket:
                return ParseBracketedList(_next);
            case SqlTokenKind.LeftBrace:
                return ParseStruct();
            case SqlTokenKind.Colon when IsAt(1, SqlTokenKind.Word):
                throw Error(Current.Span, "inside [] and {} a colon separates; write the parameter as @name or $name");
            case SqlTokenKind.Star:
                throw Error(Current.Span, "expected an expression, found *, which stands for columns as an item of SELECT and in count(*)");
            default:
                return Current.IsParameter ? ParseParameter() : throw Expected("an expression");
        }
    }

    private SqlExpression ParseKeywordPrimary()
    {
        int start = _next;
        bool isCall = IsAt(1, SqlTokenKind.LeftParen);
        switch (Current.Keyword)
        {
            case SqlKeyword.Null:
                return new NullLiteral(Advance().Span);
            case SqlKeyword.True:
                return new BooleanLiteral(Advance().Span, true);
            case SqlKeyword.False:
                return new BooleanLiteral(Advance().Span, false);
            case SqlKeyword.Default:
                return new DefaultExpression(Advance().Span);
            case SqlKeyword.Case:
                return ParseCase();
            case SqlKeyword.Cast or SqlKeyword.TryCast:
                return ParseCast();
            case SqlKeyword.Exists when isCall:
                return ParseExists();
            case SqlKeyword.Array when IsAt(1, SqlTokenKind.LeftBracket):
                Advance();
                return ParseBracketedList(start);
            case SqlKeyword.Array when isCall:
                return ParseArrayQuery();
            case SqlKeyword.Map when IsAt(1, SqlTokenKind.LeftBrace):
                return ParseMap();
            case SqlKeyword.Row when isCall:
                Advance();
                SyntaxList<SqlExpression> items = ParseRowItems();
                return new RowExpression(Since(start), items);
            case SqlKeyword.Columns when isCall:
                return ParseColumns();
            case SqlKeyword.Interval when IsInterval():
                return ParseInterval();
            case SqlKeyword.Left or SqlKeyword.Right or SqlKeyword.Glob or SqlKeyword.Div when isCall:
                return ParseCall(new QualifiedName(Current.Span, [NameOf(Advance())]), start);
            case SqlKeyword.CurrentDate or SqlKeyword.CurrentTime or SqlKeyword.CurrentTimestamp
                or SqlKeyword.Localtime or SqlKeyword.Localtimestamp:
                return ParseCurrent();
        }

        if (isCall && ParseSpecialCall() is { } special)
        {
            return special;
        }

        if (IsTypedLiteral())
        {
            return ParseTypedLiteral();
        }

        if (SqlKeywords.IsReserved(Current.Keyword))
        {
            throw Expected("an expression");
        }

        return ParseColumnOrCall();
    }

    private SqlExpression ParseColumnOrCall()
    {
        int start = _next;
        var parts = new List<SqlName> { NameOf(Advance()) };
        while (Is(SqlTokenKind.Dot) && Peek(1).IsName)
        {
            Advance();
            parts.Add(NameOf(Advance()));
        }

        if (Is(SqlTokenKind.LeftParen))
        {
            return ParseCall(new QualifiedName(Since(start), [.. parts]), start);
        }

        if (Is(SqlTokenKind.Dot) && !IsAt(1, SqlTokenKind.Star))
        {
            Advance();
            throw Expected("a name after the dot");
        }

        return new ColumnExpression(Since(start), [.. parts]);
    }

    private SqlExpression ParseParenthesized()
    {
        int start = _next;
        Advance();
        if (IsQueryKeyword(0))
        {
            QuerySyntax query = ParseQuery();
            ExpectClosing();
            return new SubqueryExpression(Since(start), query);
        }

        List<SqlExpression> items = ParseList(parser => parser.ParseExpression());
        if (items is [SubqueryExpression first] && IsQueryContinuation())
        {
            QuerySyntax query = ParseQueryFrom(start + 1, first.Query);
            ExpectClosing();
            return new SubqueryExpression(Since(start), query);
        }

        ExpectClosing(items.Count == 1 ? ")" : "a comma or )");
        return items.Count == 1 ? items[0] : new RowExpression(Since(start), [.. items]);
    }

    private SyntaxList<SqlExpression> ParseRowItems()
    {
        Expect(SqlTokenKind.LeftParen, "(");
        if (Take(SqlTokenKind.RightParen))
        {
            return [];
        }

        List<SqlExpression> items = ParseList(parser => parser.ParseExpression());
        ExpectClosing("a comma or )");
        return [.. items];
    }

    private SqlExpression ParseBracketedList(int start)
    {
        Expect(SqlTokenKind.LeftBracket, "[");
        if (Take(SqlTokenKind.RightBracket))
        {
            return new ListExpression(Since(start), []);
        }

        SqlExpression first = ParseExpression();
        if (Is(SqlKeyword.For) && (Peek(1).IsName || IsAt(1, SqlTokenKind.LeftParen)))
        {
            return ParseComprehension(first, start);
        }

        var items = new List<SqlExpression> { first };
        while (Take(SqlTokenKind.Comma))
        {
            items.Add(ParseExpression());
        }

        Expect(SqlTokenKind.RightBracket, "a comma or ]");
        return new ListExpression(Since(start), [.. items]);
    }

    /// <summary><c>[expression FOR x IN list IF condition]</c>, also with <c>(x, i)</c> and the element's place, is short for list_transform and list_filter.</summary>
    private FunctionExpression ParseComprehension(SqlExpression result, int start)
    {
        Expect(SqlKeyword.For);
        SyntaxList<SqlName> variables;
        if (Take(SqlTokenKind.LeftParen))
        {
            variables = [.. ParseList(parser => parser.ParseName())];
            ExpectClosing("a comma or )");
        }
        else
        {
            variables = [ParseName()];
        }

        Expect(SqlKeyword.In);
        SqlExpression list = ParseExpression();
        SqlExpression? condition = Take(SqlKeyword.If) ? ParseExpression() : null;
        Expect(SqlTokenKind.RightBracket, "IF or ]");
        Grow(2);
        SourceSpan span = Since(start);
        if (condition is not null)
        {
            list = Call(span, span, "list_filter", list, new LambdaExpression(condition.Span, variables, condition));
        }

        return Call(span, span, "list_transform", list, new LambdaExpression(result.Span, variables, result));
    }

    private StructExpression ParseStruct()
    {
        int start = _next;
        Advance();
        var fields = new List<StructFieldSyntax>();
        if (!Is(SqlTokenKind.RightBrace))
        {
            fields = ParseList(parser => parser.ParseStructField());
        }

        Expect(SqlTokenKind.RightBrace, "a comma or }");
        return new StructExpression(Since(start), [.. fields]);
    }

    private StructFieldSyntax ParseStructField()
    {
        int start = _next;
        SqlName name;
        if (Current.IsString)
        {
            SqlToken token = Advance();
            name = new SqlName(token.Span, SqlLiteralText.String(_sql, token), Quoted: true);
        }
        else
        {
            name = ParseAnyName("a field's name");
        }

        Expect(SqlTokenKind.Colon, "a colon after the field's name");
        SqlExpression value = ParseExpression();
        return new StructFieldSyntax(Since(start), name, value);
    }

    private MapExpression ParseMap()
    {
        int start = _next;
        _next += 2;
        var entries = new List<MapEntrySyntax>();
        if (!Is(SqlTokenKind.RightBrace))
        {
            entries = ParseList(parser => parser.ParseMapEntry());
        }

        Expect(SqlTokenKind.RightBrace, "a comma or }");
        return new MapExpression(Since(start), [.. entries]);
    }

    private MapEntrySyntax ParseMapEntry()
    {
        int start = _next;
        SqlExpression key = ParseExpression();
        Expect(SqlTokenKind.Colon, "a colon after the key");
        SqlExpression value = ParseExpression();
        return new MapEntrySyntax(Since(start), key, value);
    }

    private CaseExpression ParseCase()
    {
        int start = _next;
        Advance();
        SqlExpression? operand = Is(SqlKeyword.When) ? null : ParseExpression();
        var branches = new List<CaseBranch>();
        while (Is(SqlKeyword.When))
        {
            int branch = _next;
            Advance();
            SqlExpression when = ParseExpression();
            Expect(SqlKeyword.Then);
            SqlExpression then = ParseExpression();
            branches.Add(new CaseBranch(Since(branch), when, then));
        }

        if (branches.Count == 0)
        {
            throw Expected("WHEN");
        }

        SqlExpression? otherwise = Take(SqlKeyword.Else) ? ParseExpression() : null;
        if (!Take(SqlKeyword.End))
        {
            throw Expected(otherwise is null ? "WHEN, ELSE or END" : "END");
        }

        return new CaseExpression(Since(start), operand, [.. branches], otherwise);
    }

    private CastExpression ParseCast()
    {
        int start = _next;
        bool isTry = Advance().Keyword == SqlKeyword.TryCast;
        Expect(SqlTokenKind.LeftParen, "(");
        SqlExpression operand = ParseExpression();
        Expect(SqlKeyword.As);
        TypeSyntax type = ParseType();
        ExpectClosing();
        return new CastExpression(Since(start), operand, type, isTry);
    }

    /// <summary>The place of a SELECT that needs no items: EXISTS (SELECT FROM ..) asks for rows only.</summary>
    private int _emptySelect = -1;

    private ExistsExpression ParseExists()
    {
        int start = _next;
        Advance();
        _emptySelect = IsAt(1, SqlKeyword.Select) && IsAt(2, SqlKeyword.From) ? _next + 1 : -1;
        QuerySyntax query = ParseQueryInParentheses();
        return new ExistsExpression(Since(start), query);
    }

    private ArrayQueryExpression ParseArrayQuery()
    {
        int start = _next;
        Advance();
        QuerySyntax query = ParseQueryInParentheses();
        return new ArrayQueryExpression(Since(start), query);
    }

    private QuerySyntax ParseQueryInParentheses()
    {
        Expect(SqlTokenKind.LeftParen, "(");
        QuerySyntax query = ParseQuery();
        ExpectClosing();
        return query;
    }
}
