using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>FROM: relations, table functions, derived tables, samples.</content>
internal sealed partial class SqlParser
{
    private SyntaxList<TableSyntax> ParseTableList() => [.. ParseList(parser => parser.ParseTable())];

    private TableSyntax ParseTable()
    {
        int outer = Enter();
        TableSyntax table = ParseJoins(ParseTablePrimary());
        Grow();
        Leave(outer);
        return table;
    }

    private TableSyntax ParseTablePrimary()
    {
        int start = _next;
        return ParsePivots(start, ParseTableAlone());
    }

    private TableSyntax ParseTableAlone()
    {
        int start = _next;
        bool lateral = Take(SqlKeyword.Lateral);
        if (Is(SqlTokenKind.LeftParen))
        {
            return ParseSample(start, ParseTableInParentheses(lateral));
        }

        if (Current.IsString)
        {
            throw Error(
                Current.Span,
                "a relation is a name, not a text; a recording is opened with Data Source=.. or registered with CALL register(..)");
        }

        if (IsQueryKeyword(0))
        {
            throw Error(Current.Span, $"expected a relation, found {Describe(Current)}; a query in FROM stands in parentheses");
        }

        QualifiedName name = ParseQualifiedName("a relation");
        if (!Is(SqlTokenKind.LeftParen))
        {
            TableAlias? alias = ParseTableAlias();
            return lateral
                ? throw Error(Since(start), "LATERAL stands before a table function or a query in parentheses")
                : ParseSample(start, new NamedTableSyntax(Since(start), name, alias));
        }

        SyntaxList<ArgumentSyntax> arguments = ParseArguments();
        bool ordinality = Take(SqlKeyword.With, SqlKeyword.Ordinality);
        TableAlias? functionAlias = ParseTableAlias();
        return ParseSample(start, new FunctionTableSyntax(Since(start), name, arguments, ordinality, functionAlias, lateral));
    }

    private SyntaxList<ArgumentSyntax> ParseArguments()
    {
        Expect(SqlTokenKind.LeftParen, "(");
        if (Take(SqlTokenKind.RightParen))
        {
            return [];
        }

        List<ArgumentSyntax> arguments = ParseList(parser => parser.ParseArgument());
        ExpectClosing("a comma or )");
        return [.. arguments];
    }

    private TableSyntax ParseTableInParentheses(bool lateral)
    {
        int start = _next;
        Advance();
        if (IsQueryKeyword(0))
        {
            QuerySyntax query = ParseQuery();
            return CloseDerivedTable(start, query, lateral);
        }

        if (IsPivotQuery(0))
        {
            int pivot = _next;
            SelectSyntax rows = ParsePivotQuery();
            return CloseDerivedTable(start, new QuerySyntax(Since(pivot), null, rows, [], null), lateral);
        }

        if (Is(SqlKeyword.Summarize) && (Peek(1).IsName || IsQueryKeyword(1)))
        {
            int summary = _next;
            Advance();
            (QualifiedName? subject, QuerySyntax? subjectQuery) = ParseSubject();
            Grow(QueryWeight);
            SourceSpan place = Since(summary);
            return CloseDerivedTable(start, new QuerySyntax(place, null, new SummarizeSyntax(place, subject, subjectQuery), [], null), lateral);
        }

        TableSyntax table = ParseTable();
        if (table is DerivedTableSyntax { Alias: null, Lateral: false } derived)
        {
            return CloseDerivedTable(start, IsQueryContinuation() ? ParseQueryFrom(start + 1, derived.Query) : derived.Query, lateral);
        }

        ExpectClosing();
        TableAlias? alias = ParseTableAlias();
        if (alias is null)
        {
            return table;
        }

        // An alias over a join hides the names inside.
        Grow(QueryWeight);
        SourceSpan span = table.Span;
        return new DerivedTableSyntax(Since(start), new QuerySyntax(span, null, SelectAll(span, table), [], null), alias, lateral);
    }

    private DerivedTableSyntax CloseDerivedTable(int start, QuerySyntax query, bool lateral)
    {
        ExpectClosing();
        TableAlias? alias = ParseTableAlias();
        return new DerivedTableSyntax(Since(start), query, alias, lateral);
    }

    private TableSyntax ParseSample(int start, TableSyntax table)
    {
        int sampleStart = _next;
        if (!Take(SqlKeyword.Tablesample))
        {
            return table;
        }

        SampleSyntax sample = ParseSampleBody(sampleStart);
        return new SampledTableSyntax(Since(start), table, sample);
    }

    private SampleSyntax ParseUsingSample()
    {
        int start = _next;
        _next += 2;
        return ParseSampleBody(start);
    }

    /// <summary><c>10 PERCENT (bernoulli, 42)</c>, <c>10 ROWS</c>, <c>method (10 PERCENT)</c>; then <c>REPEATABLE (seed)</c>.</summary>
    private SampleSyntax ParseSampleBody(int start)
    {
        string? method = null;
        SqlExpression? seed = null;
        SqlExpression size;
        bool percent;
        if (IsPlainName(Current) || Is(SqlTokenKind.LeftParen))
        {
            method = Is(SqlTokenKind.LeftParen) ? null : ParseName().Text.ToLowerInvariant();
            Expect(SqlTokenKind.LeftParen, "(");
            (size, percent) = ParseSampleSize(method is not null and not "reservoir");
            ExpectClosing();
        }
        else
        {
            (size, percent) = ParseSampleSize(percentByDefault: false);
            if (Take(SqlTokenKind.LeftParen))
            {
                method = ParseName("a sampling method").Text.ToLowerInvariant();
                seed = Take(SqlTokenKind.Comma) ? ParseExpression() : null;
                ExpectClosing();
            }
        }

        if (seed is null && Take(SqlKeyword.Repeatable))
        {
            Expect(SqlTokenKind.LeftParen, "(");
            seed = ParseExpression();
            ExpectClosing();
        }

        return new SampleSyntax(Since(start), size, percent, method, seed);
    }

    private (SqlExpression Size, bool Percent) ParseSampleSize(bool percentByDefault)
    {
        SqlExpression size = ParseExpression(SqlPrecedence.Power);
        return (size, Take(SqlKeyword.Percent) || Take(SqlTokenKind.Percent) || (!Take(SqlKeyword.Rows) && percentByDefault));
    }
}
