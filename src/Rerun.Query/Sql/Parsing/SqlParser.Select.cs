using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>SELECT and its clauses up to QUALIFY.</content>
internal sealed partial class SqlParser
{
    // The last SELECT that had a TOP, wrapped with its limit.
    private NestedQuerySyntax? _top;

    private QueryBodySyntax ParseSelect()
    {
        int start = _next;
        SyntaxList<TableSyntax> from = default;
        if (Take(SqlKeyword.From))
        {
            from = ParseTableList();
        }

        DistinctSyntax? distinct = null;
        LimitSyntax? top = null;
        SyntaxList<SelectItem> items;
        if (Take(SqlKeyword.Select))
        {
            distinct = ParseDistinct();
            top = ParseTop();
            items = _emptySelect == _next - 1 ? [new SelectItem(_tokens[_next - 1].Span, new IntegerLiteral(_tokens[_next - 1].Span, 1), null)] : ParseSelectItems();
            if (Is(SqlKeyword.Into))
            {
                throw NotSupported(Current.Span, "SELECT INTO is not supported; use CREATE TABLE .. AS SELECT");
            }

            if (from.IsEmpty && Take(SqlKeyword.From))
            {
                from = ParseTableList();
            }
        }
        else
        {
            items = [StarItem(_tokens[start].Span)];
        }

        SelectSyntax select = ParseSelectClauses(start, distinct, items, from);
        Grow();
        if (top is null)
        {
            return select;
        }

        Grow(QueryWeight);
        _top = new NestedQuerySyntax(select.Span, new QuerySyntax(select.Span, null, select, [], top));
        return _top;
    }

    private SelectSyntax ParseSelectClauses(int start, DistinctSyntax? distinct, SyntaxList<SelectItem> items, SyntaxList<TableSyntax> from)
    {
        SqlExpression? where = Take(SqlKeyword.Where) ? ParseExpression() : null;
        GroupBySyntax? groupBy = Is(SqlKeyword.Group) ? ParseGroupBy() : null;
        SqlExpression? having = null;
        SqlExpression? qualify = null;
        SyntaxList<NamedWindow> windows = default;
        SampleSyntax? sample = null;
        while (true)
        {
            if (having is null && Take(SqlKeyword.Having))
            {
                having = ParseExpression();
            }
            else if (windows.IsEmpty && Take(SqlKeyword.Window))
            {
                windows = [.. ParseList(parser => parser.ParseNamedWindow())];
            }
            else if (qualify is null && Take(SqlKeyword.Qualify))
            {
                qualify = ParseExpression();
            }
            else if (sample is null && Is(SqlKeyword.Using) && IsAt(1, SqlKeyword.Sample))
            {
                sample = ParseUsingSample();
            }
            else
            {
                return new SelectSyntax(Since(start), distinct, items, from, where, groupBy, having, windows, qualify, sample);
            }
        }
    }

    private DistinctSyntax? ParseDistinct()
    {
        int start = _next;
        if (!Take(SqlKeyword.Distinct))
        {
            Take(SqlKeyword.All);
            return null;
        }

        SyntaxList<SqlExpression> on = Take(SqlKeyword.On) ? ParseParenthesizedList(parser => parser.ParseExpression()) : default;
        return new DistinctSyntax(Since(start), on);
    }

    private LimitSyntax? ParseTop()
    {
        if (!Is(SqlKeyword.Top) || !(IsAt(1, SqlTokenKind.Integer) || Peek(1).IsParameter || IsTopWithParentheses()))
        {
            return null;
        }

        int start = _next;
        Advance();
        SqlExpression count = ParsePrimary();
        bool percent = Take(SqlKeyword.Percent);
        bool withTies = Take(SqlKeyword.With, SqlKeyword.Ties);
        return new LimitSyntax(Since(start), count, null, percent, withTies);
    }

    /// <summary>TOP (5) a is the clause, TOP (5), a calls a function: the token after the parentheses decides.</summary>
    private bool IsTopWithParentheses()
    {
        if (!IsAt(1, SqlTokenKind.LeftParen))
        {
            return false;
        }

        int depth = 0;
        int offset = 1;
        do
        {
            depth += Peek(offset).Kind switch
            {
                SqlTokenKind.LeftParen => 1,
                SqlTokenKind.RightParen => -1,
                SqlTokenKind.End => -depth,
                _ => 0,
            };
            offset++;
        }
        while (depth > 0);

        SqlToken after = Peek(offset);
        SqlToken next = Peek(offset + 1);
        bool isAll = after.Kind == SqlTokenKind.Star
            && (next.Keyword == SqlKeyword.From || next.Kind is SqlTokenKind.Comma or SqlTokenKind.End or SqlTokenKind.RightParen);
        return isAll || IsPlainName(after) || after.IsString || after.IsParameter || after.IsNumber || after.Kind == SqlTokenKind.LeftBrace
            || after.Keyword is SqlKeyword.Case or SqlKeyword.Cast or SqlKeyword.TryCast;
    }

    private SyntaxList<SelectItem> ParseSelectItems()
    {
        var items = new List<SelectItem>();
        do
        {
            if (items.Count > 0 && Is(SqlKeyword.From))
            {
                throw Error(_tokens[_next - 1].Span, "expected another item of SELECT after the comma, found the keyword FROM");
            }

            items.Add(ParseSelectItem());
        }
        while (Take(SqlTokenKind.Comma));
        return [.. items];
    }

    private SelectItem ParseSelectItem()
    {
        int start = _next;
        SqlExpression expression = ParseExpressionOrStar();
        SqlName? alias = null;
        if (expression is not (StarExpression or FieldsExpression))
        {
            if (Take(SqlKeyword.As))
            {
                alias = Current.IsString ? StringName() : ParseAnyName("an alias");
            }
            else if (IsBareAlias())
            {
                alias = NameOf(Advance());
            }
        }

        return new SelectItem(Since(start), expression, alias);
    }

    private SqlName StringName()
    {
        SqlToken token = Advance();
        string name = SqlLiteralText.String(_sql, token);
        return name.Length > 0 ? new SqlName(token.Span, name, Quoted: true) : throw Error(token.Span, "an alias cannot be empty");
    }

    private GroupBySyntax ParseGroupBy()
    {
        int start = _next;
        Advance();
        Expect(SqlKeyword.By);
        if (Take(SqlKeyword.All))
        {
            return new GroupBySyntax(Since(start), true, []);
        }

        List<GroupingElement> elements = ParseList(parser => parser.ParseGroupingElement());
        return new GroupBySyntax(Since(start), false, [.. elements]);
    }

    private GroupingElement ParseGroupingElement()
    {
        int outer = Enter();
        int start = _next;
        GroupingElement element;
        if (Is(SqlKeyword.Grouping) && IsAt(1, SqlKeyword.Sets))
        {
            _next += 2;
            SyntaxList<GroupingElement> elements = ParseParenthesizedList(parser => parser.ParseGroupingElement());
            element = new GroupingSets(Since(start), elements);
        }
        else if ((Is(SqlKeyword.Rollup) || Is(SqlKeyword.Cube)) && IsAt(1, SqlTokenKind.LeftParen))
        {
            bool isRollup = Advance().Keyword == SqlKeyword.Rollup;
            SyntaxList<GroupingExpressions> sets = ParseParenthesizedList(parser => parser.ParseGroupingSet());
            element = isRollup ? new GroupingRollup(Since(start), sets) : new GroupingCube(Since(start), sets);
        }
        else
        {
            element = ParseGroupingSet();
        }

        Grow();
        Leave(outer);
        return element;
    }

    private GroupingExpressions ParseGroupingSet()
    {
        int start = _next;
        if (Is(SqlTokenKind.LeftParen) && IsAt(1, SqlTokenKind.RightParen))
        {
            _next += 2;
            return new GroupingExpressions(Since(start), []);
        }

        SqlExpression expression = ParseExpression();
        bool isSet = _tokens[start].Kind == SqlTokenKind.LeftParen;
        SyntaxList<SqlExpression> expressions = isSet && expression is RowExpression { Items.IsEmpty: false } row
            ? row.Items
            : [expression];
        return new GroupingExpressions(Since(start), expressions);
    }
}
