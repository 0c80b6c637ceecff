using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Queries: WITH, set operations, VALUES, ORDER BY, LIMIT.</content>
internal sealed partial class SqlParser
{
    /// <summary>True at a word that only a query can begin with.</summary>
    private bool IsQueryKeyword(int offset) => Peek(offset).Keyword switch
    {
        SqlKeyword.Select or SqlKeyword.With or SqlKeyword.From => true,
        SqlKeyword.Values => IsAt(offset + 1, SqlTokenKind.LeftParen),
        SqlKeyword.Table => Peek(offset + 1).IsName,
        _ => IsPivotQuery(offset),
    };

    /// <summary>True at a query, also in any number of parentheses.</summary>
    private bool IsQueryStart()
    {
        int offset = 0;
        while (IsAt(offset, SqlTokenKind.LeftParen))
        {
            offset++;
        }

        return IsQueryKeyword(offset);
    }

    /// <summary>True at a word that continues a query which turned out to be the first of several, or to be ordered.</summary>
    private bool IsQueryContinuation() => Current.Keyword is
        SqlKeyword.Union or SqlKeyword.Intersect or SqlKeyword.Except
        or SqlKeyword.Order or SqlKeyword.Limit or SqlKeyword.Offset or SqlKeyword.Fetch;

    private QuerySyntax ParseQuery()
    {
        int outer = Enter(QueryWeight);
        int start = _next;
        WithSyntax? with = Is(SqlKeyword.With) ? ParseWith() : null;
        QueryBodySyntax body = ParseUnion(ParseIntersection(ParseQueryTerm()));
        QuerySyntax query = ParseQueryEnd(start, with, body);
        Leave(outer, QueryWeight);
        return query;
    }

    /// <summary>Continues a query of which the first operand, in parentheses, is parsed already.</summary>
    private QuerySyntax ParseQueryFrom(int start, QuerySyntax first)
    {
        int outer = _height;
        QueryBodySyntax body = ParseUnion(ParseIntersection(Unwrap(first)));
        QuerySyntax query = ParseQueryEnd(start, null, body);
        _height = Math.Max(outer, _height);
        Grow(QueryWeight);
        return query;
    }

    private QuerySyntax ParseQueryEnd(int start, WithSyntax? with, QueryBodySyntax body)
    {
        SyntaxList<OrderItem> orderBy = Is(SqlKeyword.Order) ? ParseOrderBy() : default;
        LimitSyntax? limit = ParseLimit();
        if (body is NestedQuerySyntax { Query: { With: null, Limit: not null } top } && ReferenceEquals(body, _top))
        {
            // TOP counts rows after ORDER BY.
            body = top.Body;
            limit = limit is null ? top.Limit : throw Error(limit.Span, "TOP and LIMIT cannot be used together");
        }

        return body is NestedQuerySyntax alone && with is null && limit is null && orderBy.IsEmpty
            ? alone.Query
            : new QuerySyntax(Since(start), with, body, orderBy, limit);
    }

    /// <summary>A query in parentheses as an operand: parentheses around nothing but a body are dropped.</summary>
    private static QueryBodySyntax Unwrap(QuerySyntax query) =>
        query is { With: null, Limit: null, OrderBy.IsEmpty: true } ? query.Body : new NestedQuerySyntax(query.Span, query);

    private QueryBodySyntax ParseUnion(QueryBodySyntax first)
    {
        QueryBodySyntax body = first;
        while (Is(SqlKeyword.Union) || Is(SqlKeyword.Except))
        {
            (SetOperator op, bool all, bool byName) = ParseSetOperator();
            var inputs = new List<QueryBodySyntax> { body, ParseIntersection(ParseQueryTerm()) };
            while (op == SetOperator.Union && TakeSameUnion(all, byName))
            {
                inputs.Add(ParseIntersection(ParseQueryTerm()));
            }

            Grow();
            body = new SetOperationSyntax(From(inputs[0]), op, all, byName, [.. inputs]);
        }

        return body;
    }

    private QueryBodySyntax ParseIntersection(QueryBodySyntax first)
    {
        QueryBodySyntax body = first;
        while (Is(SqlKeyword.Intersect))
        {
            (SetOperator op, bool all, bool byName) = ParseSetOperator();
            QueryBodySyntax right = ParseQueryTerm();
            Grow();
            body = new SetOperationSyntax(From(body), op, all, byName, [body, right]);
        }

        return body;
    }

    private (SetOperator Operator, bool All, bool ByName) ParseSetOperator()
    {
        SetOperator op = Advance().Keyword switch
        {
            SqlKeyword.Union => SetOperator.Union,
            SqlKeyword.Intersect => SetOperator.Intersect,
            _ => SetOperator.Except,
        };
        bool all = Take(SqlKeyword.All);
        if (!all)
        {
            Take(SqlKeyword.Distinct);
        }

        return (op, all, Take(SqlKeyword.By, SqlKeyword.Name));
    }

    private bool TakeSameUnion(bool all, bool byName)
    {
        int start = _next;
        if (Is(SqlKeyword.Union) && ParseSetOperator() == (SetOperator.Union, all, byName))
        {
            return true;
        }

        _next = start;
        return false;
    }

    /// <summary>One operand of a set operation. Operands side by side do not add to each other's height.</summary>
    private QueryBodySyntax ParseQueryTerm()
    {
        int outer = _height;
        _height = 0;
        QueryBodySyntax body = ParseSingleQuery();
        _height = Math.Max(outer, _height);
        return body;
    }

    private QueryBodySyntax ParseSingleQuery()
    {
        int start = _next;
        switch (Current.Keyword)
        {
            case SqlKeyword.Select or SqlKeyword.From:
                return ParseSelect();
            case SqlKeyword.Values:
                Advance();
                List<ValuesRow> rows = ParseList(parser => parser.ParseValuesRow());
                Grow();
                return new ValuesSyntax(Since(start), [.. rows]);
            case SqlKeyword.Table:
                Advance();
                QualifiedName name = ParseQualifiedName("a table's name");
                return SelectAll(Since(start), new NamedTableSyntax(name.Span, name, null));
        }

        if (IsPivotQuery(0))
        {
            return ParsePivotQuery();
        }

        if (!Is(SqlTokenKind.LeftParen))
        {
            throw Expected("a query (SELECT, FROM, VALUES, WITH)");
        }

        Advance();
        QuerySyntax query = ParseQuery();
        ExpectClosing();
        return Unwrap(query) is var inner && inner is NestedQuerySyntax ? new NestedQuerySyntax(Since(start), query) : inner;
    }

    private ValuesRow ParseValuesRow()
    {
        int start = _next;
        SyntaxList<SqlExpression> values = ParseParenthesizedList(parser => parser.ParseExpression());
        return new ValuesRow(Since(start), values);
    }

    private WithSyntax ParseWith()
    {
        int start = _next;
        Advance();
        bool recursive = Take(SqlKeyword.Recursive);
        List<CommonTableSyntax> tables = ParseList(parser => parser.ParseCommonTable());
        return new WithSyntax(Since(start), recursive, [.. tables]);
    }

    private CommonTableSyntax ParseCommonTable()
    {
        int start = _next;
        SqlName name = ParseName("the name of a common table expression");
        SyntaxList<SqlName> columns = ParseOptionalNameList();
        Expect(SqlKeyword.As);
        bool? materialized = Take(SqlKeyword.Materialized) ? true : Take(SqlKeyword.Not, SqlKeyword.Materialized) ? false : null;
        QuerySyntax query = ParseQueryInParentheses();
        return new CommonTableSyntax(Since(start), name, columns, query, materialized);
    }

    private SyntaxList<OrderItem> ParseOrderBy()
    {
        Expect(SqlKeyword.Order);
        Expect(SqlKeyword.By);
        return [.. ParseList(parser => parser.ParseOrderItem())];
    }

    private OrderItem ParseOrderItem()
    {
        int start = _next;
        SqlExpression expression = Is(SqlKeyword.All) || Is(SqlTokenKind.Star) ? Star(Advance().Span) : ParseExpression();
        bool isUsing = Is(SqlKeyword.Using) && (IsAt(1, SqlTokenKind.Less) || IsAt(1, SqlTokenKind.Greater));
        _next += isUsing ? 1 : 0;
        bool descending = isUsing ? Advance().Kind == SqlTokenKind.Greater : !Take(SqlKeyword.Asc) && Take(SqlKeyword.Desc);
        NullOrder nulls = NullOrder.Default;
        if (Take(SqlKeyword.Nulls))
        {
            nulls = Take(SqlKeyword.First) ? NullOrder.First : Take(SqlKeyword.Last) ? NullOrder.Last : throw Expected("FIRST or LAST");
        }

        return new OrderItem(Since(start), expression, descending, nulls);
    }

    /// <summary>LIMIT, OFFSET and FETCH in any order, each at most once.</summary>
    private LimitSyntax? ParseLimit()
    {
        int start = _next;
        SqlExpression? count = null;
        SqlExpression? offset = null;
        bool percent = false;
        bool withTies = false;
        bool hasCount = false;
        while (true)
        {
            if (!hasCount && Take(SqlKeyword.Limit))
            {
                hasCount = true;
                count = Take(SqlKeyword.All) ? null : ParseExpression();
                if (offset is null && Take(SqlTokenKind.Comma))
                {
                    offset = count;
                    count = ParseExpression();
                }

                percent = Take(SqlKeyword.Percent);
            }
            else if (offset is null && Take(SqlKeyword.Offset))
            {
                offset = ParseExpression();
                _ = Take(SqlKeyword.Row) || Take(SqlKeyword.Rows);
            }
            else if (!hasCount && Take(SqlKeyword.Fetch))
            {
                hasCount = true;
                if (!Take(SqlKeyword.First) && !Take(SqlKeyword.Next))
                {
                    throw Expected("FIRST or NEXT");
                }

                bool isOne = Is(SqlKeyword.Row) || Is(SqlKeyword.Rows);
                count = isOne ? new IntegerLiteral(Current.Span, 1) : ParseExpression(SqlPrecedence.Additive);
                percent = Take(SqlKeyword.Percent);
                if (!Take(SqlKeyword.Row) && !Take(SqlKeyword.Rows))
                {
                    throw Expected("ROW or ROWS");
                }

                withTies = Take(SqlKeyword.With, SqlKeyword.Ties);
                if (!withTies && !Take(SqlKeyword.Only))
                {
                    throw Expected("ONLY or WITH TIES");
                }
            }
            else
            {
                break;
            }
        }

        return count is null && offset is null ? null : new LimitSyntax(Since(start), count, offset, percent, withTies);
    }
}
