using Rerun.Query.Functions.Scalar;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Expressions: operators and what binds to the left operand.</content>
internal sealed partial class SqlParser
{
    private SqlExpression ParseExpression() => ParseExpression(SqlPrecedence.Lowest);

    /// <summary>Parses an expression whose outermost operator binds at least as tightly as asked.</summary>
    private SqlExpression ParseExpression(int precedence)
    {
        int outer = Enter();
        SqlExpression expression = ParsePrefix();
        Grow();
        while (ParseContinuation(expression, precedence) is { } longer)
        {
            expression = longer;
            Grow();
        }

        Leave(outer);
        return expression;
    }

    private SqlExpression ParsePrefix()
    {
        int start = _next;
        switch (Current.Kind)
        {
            case SqlTokenKind.Minus:
                Advance();
                return IsWholeNumber() ? ParseNumber(start, negative: true) : Unary(UnaryOperator.Negate, start, SqlPrecedence.Sign);
            case SqlTokenKind.Plus:
                Advance();
                return Unary(UnaryOperator.Plus, start, SqlPrecedence.Sign);
            case SqlTokenKind.Tilde:
                Advance();
                return Unary(UnaryOperator.BitNot, start, SqlPrecedence.Other + 1);
            case SqlTokenKind.Word when Is(SqlKeyword.Not):
                Advance();
                return Unary(UnaryOperator.Not, start, SqlPrecedence.Not);
            default:
                return ParsePrimary();
        }
    }

    /// <summary>True at a number that a minus sign in front belongs to: nothing binds tighter to the number than the sign.</summary>
    private bool IsWholeNumber() =>
        Current.Kind is SqlTokenKind.Integer or SqlTokenKind.Decimal
        && Peek(1).Kind is not (SqlTokenKind.DoubleColon or SqlTokenKind.LeftBracket or SqlTokenKind.Dot);

    private UnaryExpression Unary(UnaryOperator op, int start, int precedence)
    {
        SqlExpression operand = ParseExpression(precedence);
        return new UnaryExpression(Since(start), op, operand);
    }

    /// <summary>One operator after the expression and what belongs to it; null when the next token does not continue it.</summary>
    private SqlExpression? ParseContinuation(SqlExpression left, int precedence)
    {
        switch (Current.Kind)
        {
            case SqlTokenKind.Word when left is RowExpression && precedence <= SqlPrecedence.Other && IsWord(0, TimePeriods.Overlaps) && IsAt(1, SqlTokenKind.LeftParen):
                return ParseOverlaps((RowExpression)left);
            case SqlTokenKind.Word:
                return Current.Keyword == SqlKeyword.None ? null : ParseKeywordContinuation(left, precedence);
            case SqlTokenKind.LeftBracket:
                return ParseSubscript(left);
            case SqlTokenKind.DoubleColon:
                if (!IsAt(1, SqlTokenKind.Word))
                {
                    // In a[1::2] it is the slice's open end.
                    return null;
                }

                Advance();
                TypeSyntax type = ParseType();
                return new CastExpression(From(left), left, type, Try: false);
            case SqlTokenKind.Dot:
                return ParseField(left);
            case SqlTokenKind.Tilde or SqlTokenKind.NotTilde when Peek(1).Kind is SqlTokenKind.Tilde or SqlTokenKind.TildeStar && Peek(1).Span.Start == Current.Span.End:
                return ParseDoubleTilde(left, precedence);
            default:
                return BinaryOperatorOf(Current.Kind) is { } op ? ParseBinary(left, op, precedence) : null;
        }
    }

    private FunctionExpression ParseOverlaps(RowExpression left)
    {
        var name = new QualifiedName(Current.Span, [NameOf(Advance())]);
        SourceSpan place = Current.Span;
        return left.Items.Count == 2 && ParseExpression(SqlPrecedence.Postfix) is RowExpression { Items.Count: 2 } right
            ? FunctionExpression.Plain(From(left), name, [.. left.Items.Concat(right.Items).Select(item => new ArgumentSyntax(item.Span, null, item))])
            : throw Error(place, "OVERLAPS stands between two periods, (start, end) OVERLAPS (start, end)");
    }

    private static BinaryOperator? BinaryOperatorOf(SqlTokenKind kind) => kind switch
    {
        SqlTokenKind.Plus => BinaryOperator.Add,
        SqlTokenKind.Minus => BinaryOperator.Subtract,
        SqlTokenKind.Star => BinaryOperator.Multiply,
        SqlTokenKind.Slash => BinaryOperator.Divide,
        SqlTokenKind.DoubleSlash => BinaryOperator.IntegerDivide,
        SqlTokenKind.Percent => BinaryOperator.Modulo,
        SqlTokenKind.Caret or SqlTokenKind.DoubleStar => BinaryOperator.Power,
        SqlTokenKind.Concat => BinaryOperator.Concat,
        SqlTokenKind.Ampersand => BinaryOperator.BitAnd,
        SqlTokenKind.Pipe => BinaryOperator.BitOr,
        SqlTokenKind.Hash => BinaryOperator.BitXor,
        SqlTokenKind.ShiftLeft => BinaryOperator.ShiftLeft,
        SqlTokenKind.ShiftRight => BinaryOperator.ShiftRight,
        SqlTokenKind.Equal => BinaryOperator.Equal,
        SqlTokenKind.NotEqual => BinaryOperator.NotEqual,
        SqlTokenKind.Less => BinaryOperator.Less,
        SqlTokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        SqlTokenKind.Greater => BinaryOperator.Greater,
        SqlTokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        SqlTokenKind.Tilde => BinaryOperator.RegexMatch,
        SqlTokenKind.TildeStar => BinaryOperator.RegexMatchIgnoreCase,
        SqlTokenKind.NotTilde => BinaryOperator.NotRegexMatch,
        SqlTokenKind.NotTildeStar => BinaryOperator.NotRegexMatchIgnoreCase,
        SqlTokenKind.AtGreater => BinaryOperator.Contains,
        SqlTokenKind.LessAt => BinaryOperator.ContainedBy,
        SqlTokenKind.DoubleAmpersand => BinaryOperator.Overlaps,
        SqlTokenKind.CaretAt => BinaryOperator.StartsWith,
        _ => null,
    };

    /// <summary><c>~~</c>, <c>~~*</c>, <c>!~~</c> and <c>!~~*</c>: LIKE and ILIKE as operators.</summary>
    private LikeExpression? ParseDoubleTilde(SqlExpression left, int precedence)
    {
        int own = SqlPrecedence.Of(BinaryOperator.RegexMatch);
        if (own < precedence)
        {
            return null;
        }

        bool negated = Advance().Kind == SqlTokenKind.NotTilde;
        LikeOperator op = Advance().Kind == SqlTokenKind.Tilde ? LikeOperator.Like : LikeOperator.ILike;
        SqlExpression pattern = ParseExpression(own + 1);
        return new LikeExpression(From(left), left, pattern, null, op, negated);
    }

    private SqlExpression? ParseBinary(SqlExpression left, BinaryOperator op, int precedence)
    {
        int own = SqlPrecedence.Of(op);
        if (own < precedence)
        {
            return null;
        }

        Advance();
        if ((Is(SqlKeyword.Any) || Is(SqlKeyword.Some) || Is(SqlKeyword.All)) && IsAt(1, SqlTokenKind.LeftParen))
        {
            Quantifier quantifier = Advance().Keyword == SqlKeyword.All ? Quantifier.All : Quantifier.Any;
            SqlExpression collection = ParseCollection();
            return new QuantifiedExpression(From(left), left, op, quantifier, collection);
        }

        SqlExpression right = ParseExpression(own + 1);
        return new BinaryExpression(From(left), op, left, right);
    }

    /// <summary>What stands in the parentheses of ANY and ALL.</summary>
    private SqlExpression ParseCollection()
    {
        int start = _next;
        Expect(SqlTokenKind.LeftParen, "(");
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

        ExpectClosing("a comma or )");
        return items.Count == 1 ? items[0] : new RowExpression(Since(start), [.. items]);
    }

    private SqlExpression? ParseKeywordContinuation(SqlExpression left, int precedence)
    {
        switch (Current.Keyword)
        {
            case SqlKeyword.And:
                return ParseLogical(left, LogicalOperator.And, SqlPrecedence.And, precedence);
            case SqlKeyword.Or:
                return ParseLogical(left, LogicalOperator.Or, SqlPrecedence.Or, precedence);
            case SqlKeyword.Div:
                return ParseBinary(left, BinaryOperator.IntegerDivide, precedence);
            case SqlKeyword.Is when precedence <= SqlPrecedence.Is:
                return ParseIs(left);
            case SqlKeyword.Isnull or SqlKeyword.Notnull when precedence <= SqlPrecedence.Is:
                bool negated = Advance().Keyword == SqlKeyword.Notnull;
                return new IsExpression(From(left), left, IsTest.Null, negated);
            case SqlKeyword.Not when precedence <= SqlPrecedence.Is && IsAt(1, SqlKeyword.Null):
                _next += 2;
                return new IsExpression(From(left), left, IsTest.Null, Negated: true);
            case SqlKeyword.Not when precedence <= SqlPrecedence.Membership && IsMembership(Peek(1).Keyword):
                Advance();
                return ParseMembership(left, negated: true);
            case var keyword when precedence <= SqlPrecedence.Membership && IsMembership(keyword):
                return ParseMembership(left, negated: false);
            case SqlKeyword.At when precedence <= SqlPrecedence.AtTimeZone && IsAt(1, SqlKeyword.Time) && IsAt(2, SqlKeyword.Zone):
                return ParseAtTimeZone(left);
            case SqlKeyword.Collate:
                return ParseCollate(left);
            default:
                return null;
        }
    }

    private LogicalExpression? ParseLogical(SqlExpression left, LogicalOperator op, int own, int precedence)
    {
        if (own < precedence)
        {
            return null;
        }

        SqlKeyword keyword = Current.Keyword;
        var operands = new List<SqlExpression> { left };
        while (Take(keyword))
        {
            operands.Add(ParseExpression(own + 1));
        }

        return new LogicalExpression(From(left), op, [.. operands]);
    }

    private SqlExpression ParseIs(SqlExpression left)
    {
        Advance();
        bool negated = Take(SqlKeyword.Not);
        IsTest test;
        switch (Current.Keyword)
        {
            case SqlKeyword.Null:
                test = IsTest.Null;
                break;
            case SqlKeyword.True:
                test = IsTest.True;
                break;
            case SqlKeyword.False:
                test = IsTest.False;
                break;
            case SqlKeyword.Unknown:
                test = IsTest.Unknown;
                break;
            case SqlKeyword.Distinct:
                Advance();
                Expect(SqlKeyword.From);
                SqlExpression right = ParseExpression(SqlPrecedence.Is + 1);
                BinaryOperator op = negated ? BinaryOperator.IsNotDistinctFrom : BinaryOperator.IsDistinctFrom;
                return new BinaryExpression(From(left), op, left, right);
            default:
                throw Expected(negated ? "NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM" : "[NOT] NULL, TRUE, FALSE, UNKNOWN, DISTINCT FROM");
        }

        Advance();
        return new IsExpression(From(left), left, test, negated);
    }

    private FunctionExpression ParseAtTimeZone(SqlExpression left)
    {
        int start = _next;
        _next += 3;
        SqlExpression zone = ParseExpression(SqlPrecedence.AtTimeZone + 1);
        return Call(From(left), _tokens[start].Span, "timezone", zone, left);
    }

    private SqlExpression ParseCollate(SqlExpression left)
    {
        int start = _next;
        Advance();
        SqlName name = ParseName("a collation");
        return name.Text.ToUpperInvariant() is "C" or "POSIX" or "UCS_BASIC" or "BINARY"
            ? left
            : throw NotSupported(
                Since(start), $"COLLATE {name.Text} is not supported: text sorts by its UTF-8 bytes; lower(..) ignores case");
    }

    private SqlExpression ParseField(SqlExpression left)
    {
        Advance();
        if (Is(SqlTokenKind.Star))
        {
            Advance();
            return new FieldsExpression(From(left), left);
        }

        SqlName field = ParseAnyName("a field's name");
        return new FieldExpression(From(left), left, field);
    }

    private SqlExpression ParseSubscript(SqlExpression left)
    {
        Advance();
        if (Is(SqlTokenKind.RightBracket))
        {
            throw Expected("an index or a slice");
        }

        SqlExpression? low = Is(SqlTokenKind.Colon) || Is(SqlTokenKind.DoubleColon) ? null : ParseExpression();
        if (Take(SqlTokenKind.RightBracket))
        {
            return new SubscriptExpression(From(left), left, low!);
        }

        SqlExpression? high = null;
        SqlExpression? step = null;
        if (Take(SqlTokenKind.DoubleColon))
        {
            step = ParseExpression();
        }
        else
        {
            Expect(SqlTokenKind.Colon, "] or :");
            bool open = Is(SqlTokenKind.Minus) && (IsAt(1, SqlTokenKind.Colon) || IsAt(1, SqlTokenKind.RightBracket));
            if (open)
            {
                // [2:-:2] is the other spelling of an open end.
                Advance();
            }
            else if (Current.Kind is not (SqlTokenKind.Colon or SqlTokenKind.RightBracket))
            {
                high = ParseExpression();
            }

            if (Take(SqlTokenKind.Colon))
            {
                step = ParseExpression();
            }
        }

        Expect(SqlTokenKind.RightBracket, "]");
        return new SliceExpression(From(left), left, low, high, step);
    }
}
