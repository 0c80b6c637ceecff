using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>PIVOT and UNPIVOT, behind a relation and as queries.</content>
internal sealed partial class SqlParser
{
    private const string PivotWord = "pivot";
    private const string UnpivotWord = "unpivot";

    /// <summary>True where PIVOT or UNPIVOT follows a relation.</summary>
    private bool IsPivot() => (IsWord(0, PivotWord) || IsWord(0, UnpivotWord))
        && (IsAt(1, SqlTokenKind.LeftParen) || (IsAt(2, SqlKeyword.Nulls) && IsAt(3, SqlTokenKind.LeftParen)));

    /// <summary>True where PIVOT or UNPIVOT begins a query: <c>PIVOT t ON ..</c>, not a relation of that name.</summary>
    private bool IsPivotQuery(int offset) => (IsWord(offset, PivotWord) || IsWord(offset, UnpivotWord))
        && (IsAt(offset + 1, SqlTokenKind.LeftParen) || (Peek(offset + 1).IsName && (IsAt(offset + 2, SqlKeyword.On) || IsAt(offset + 2, SqlTokenKind.Dot) || IsAt(offset + 2, SqlKeyword.Nulls))));

    private TableSyntax ParsePivots(int start, TableSyntax table)
    {
        while (IsPivot())
        {
            bool isPivot = IsWord(0, PivotWord);
            Advance();
            bool keepsNulls = TakeNulls();
            Expect(SqlTokenKind.LeftParen, "(");
            SelectSyntax rows = isPivot ? ParsePivotBody(start, table) : ParseUnpivotBody(start, table, keepsNulls);
            ExpectClosing();
            Grow(2 * QueryWeight);
            table = new DerivedTableSyntax(Since(start), new QuerySyntax(rows.Span, null, rows, [], null), ParseTableAlias(), Lateral: false);
        }

        return table;
    }

    private SelectSyntax ParsePivotBody(int start, TableSyntax table)
    {
        SyntaxList<SelectItem> aggregates = ParsePivotAggregates();
        Expect(SqlKeyword.For);
        SqlExpression on = ParseExpression(SqlPrecedence.Other);
        Expect(SqlKeyword.In);
        List<(SqlExpression, string)> values = ParsePivotValues();
        SyntaxList<SqlExpression> groups = ParsePivotGroups();
        return PivotQuery.Pivot(Since(start), table, on, values, aggregates, groups, UsedColumns(on, aggregates, groups));
    }

    private SelectSyntax ParseUnpivotBody(int start, TableSyntax table, bool keepsNulls)
    {
        SqlName value = ParseName("the column of values");
        Expect(SqlKeyword.For);
        SqlName name = ParseName("the column of names");
        Expect(SqlKeyword.In);
        Expect(SqlTokenKind.LeftParen, "(");
        List<(ColumnExpression, string)> columns = ParseUnpivotColumns();
        ExpectClosing("a comma or )");
        return PivotQuery.Unpivot(Since(start), table, columns, name, value, keepsNulls);
    }

    /// <summary><c>UNPIVOT t ON a, b [INTO NAME n VALUE v]</c>, or PIVOT with its values: as queries.</summary>
    private SelectSyntax ParsePivotQuery() => ParsePivot() switch
    {
        (SelectSyntax rows, _) => rows,
        (_, PivotStatement pivot) => throw NotSupported(pivot.Span, "PIVOT without IN is a statement of its own: inside of another its values are listed, PIVOT t ON a IN (1, 2) USING .."),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>PIVOT without its values; null, and nothing taken, where it is a query like others.</summary>
    private PivotStatement? PivotStatementHere()
    {
        (int start, int parameters, int questions) = (_next, _parameters.Count, _questions);
        (_, PivotStatement? statement) = ParsePivot();
        if (statement is null)
        {
            _next = start;
            _questions = questions;
            _parameters.RemoveRange(parameters, _parameters.Count - parameters);
        }

        return statement;
    }

    private (SelectSyntax? Rows, PivotStatement? Statement) ParsePivot()
    {
        int outer = Enter(2 * QueryWeight);
        int start = _next;
        bool isPivot = IsWord(0, PivotWord);
        Advance();
        bool keepsNulls = TakeNulls();
        TableSyntax table = ParseTablePrimary();
        Expect(SqlKeyword.On);
        (SelectSyntax?, PivotStatement?) result = isPivot ? ParsePivotOn(start, table) : (ParseUnpivotOn(start, table, keepsNulls), null);
        Leave(outer, 2 * QueryWeight);
        return result;
    }

    private (SelectSyntax? Rows, PivotStatement? Statement) ParsePivotOn(int start, TableSyntax table)
    {
        SqlExpression on = ParseExpression(SqlPrecedence.Other);
        List<(SqlExpression, string)>? values = Take(SqlKeyword.In) ? ParsePivotValues() : null;
        if (Is(SqlTokenKind.Comma))
        {
            throw NotSupported(Current.Span, "PIVOT ON several expressions is not supported");
        }

        SyntaxList<SelectItem> aggregates = Take(SqlKeyword.Using) ? ParsePivotAggregates() : [CountItem(on.Span)];
        SyntaxList<SqlExpression> groups = ParsePivotGroups();
        List<SqlName> used = UsedColumns(on, aggregates, groups);
        return values is null
            ? (null, new PivotStatement(Since(start), table, on, aggregates, groups, [.. used]))
            : (PivotQuery.Pivot(Since(start), table, on, values, aggregates, groups, used), null);
    }

    private SelectSyntax ParseUnpivotOn(int start, TableSyntax table, bool keepsNulls)
    {
        List<(ColumnExpression, string)> columns = ParseUnpivotColumns();
        SqlName name = new(default, "name", Quoted: false);
        SqlName value = new(default, "value", Quoted: false);
        if (Take(SqlKeyword.Into))
        {
            Expect(SqlKeyword.Name);
            name = ParseName("the column of names");
            if (!TakeWord("value"))
            {
                throw Expected("VALUE");
            }

            value = ParseName("the column of values");
        }

        return PivotQuery.Unpivot(Since(start), table, columns, name, value, keepsNulls);
    }

    private bool TakeNulls()
    {
        if (!(IsWord(0, "include") || IsWord(0, "exclude")) || !IsAt(1, SqlKeyword.Nulls))
        {
            return false;
        }

        bool included = IsWord(0, "include");
        _next += 2;
        return included;
    }

    private SyntaxList<SelectItem> ParsePivotAggregates()
    {
        SyntaxList<SelectItem> items = [.. ParseList(parser => parser.ParseSelectItem())];
        foreach (SelectItem item in items)
        {
            if (item.Expression is not FunctionExpression { Over: null })
            {
                throw NotSupported(item.Span, "PIVOT takes aggregates, such as sum(a), that are no part of a larger expression");
            }
        }

        return items;
    }

    private List<(SqlExpression Value, string Name)> ParsePivotValues()
    {
        Expect(SqlTokenKind.LeftParen, "(");
        List<(SqlExpression, string)> values = ParseList(parser =>
        {
            SelectItem item = parser.ParseSelectItem();
            string name = item.Alias?.Text ?? (item.Expression is StringLiteral text ? text.Value : parser._sql.Substring(item.Expression.Span.Start, item.Expression.Span.Length));
            return (item.Expression, name);
        });
        ExpectClosing("a comma or )");
        return values;
    }

    private List<(ColumnExpression Column, string Name)> ParseUnpivotColumns() => ParseList(parser =>
    {
        SelectItem item = parser.ParseSelectItem();
        return item.Expression is ColumnExpression { Parts.Count: 1 } column
            ? (column, item.Alias?.Text ?? column.Name.Text)
            : throw parser.NotSupported(item.Span, "UNPIVOT takes names of columns");
    });

    private SyntaxList<SqlExpression> ParsePivotGroups() =>
        Take(SqlKeyword.Group, SqlKeyword.By) ? [.. ParseList(parser => parser.ParseExpression())] : default;

    private static SelectItem CountItem(SourceSpan span) => new(
        span, FunctionExpression.Plain(span, new QualifiedName(span, [new SqlName(span, "count", Quoted: false)]), [new ArgumentSyntax(span, null, Star(span))]), null);

    // What is not used for columns or values makes rows.
    private List<SqlName> UsedColumns(SqlExpression on, SyntaxList<SelectItem> aggregates, SyntaxList<SqlExpression> groups)
    {
        var used = new List<SqlName>();
        foreach (SqlExpression expression in aggregates.Select(aggregate => aggregate.Expression).Prepend(on))
        {
            if (groups.IsEmpty && !PivotQuery.AddColumns(expression, used))
            {
                throw NotSupported(expression.Span, "here PIVOT does not see which columns make rows; name them with GROUP BY");
            }
        }

        return used;
    }
}
