using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>UPDATE, DELETE, TRUNCATE, and what they share with INSERT.</content>
internal sealed partial class SqlParser
{
    private const string Truncate = "truncate";

    private bool IsChange() => Current.Keyword is SqlKeyword.Insert or SqlKeyword.Replace or SqlKeyword.Update or SqlKeyword.Delete;

    /// <summary>Parses a query or a change of rows that may begin with WITH.</summary>
    private StatementSyntax ParseAfterWith()
    {
        int outer = Enter(QueryWeight);
        int start = _next;
        WithSyntax with = ParseWith();
        StatementSyntax statement;
        if (IsChange())
        {
            statement = ParseChange(start, with);
        }
        else
        {
            QueryBodySyntax body = ParseUnion(ParseIntersection(ParseQueryTerm()));
            QuerySyntax query = ParseQueryEnd(start, with, body);
            statement = new QueryStatement(Since(start), query);
        }

        Leave(outer, QueryWeight);
        return statement;
    }

    private StatementSyntax ParseChange(int start, WithSyntax? with) => Current.Keyword switch
    {
        SqlKeyword.Insert or SqlKeyword.Replace => ParseInsert(start, with),
        SqlKeyword.Update => ParseUpdate(start, with),
        _ => ParseDelete(start, with),
    };

    private UpdateStatement ParseUpdate(int start, WithSyntax? with)
    {
        Advance();
        Take(SqlKeyword.Only);
        QualifiedName table = ParseQualifiedName("a table's name");
        SqlName? alias = ParseTargetAlias(needsAs: false);
        SyntaxList<AssignmentSyntax> assignments = ParseAssignments();
        SyntaxList<TableSyntax> from = Take(SqlKeyword.From) ? ParseTableList() : default;
        SqlExpression? where = Take(SqlKeyword.Where) ? ParseExpression() : null;
        SyntaxList<SelectItem> returning = ParseReturning();
        return new UpdateStatement(Since(start), with, table, alias, assignments, from, where, returning);
    }

    private DeleteStatement ParseDelete(int start, WithSyntax? with)
    {
        Advance();
        Expect(SqlKeyword.From);
        Take(SqlKeyword.Only);
        QualifiedName table = ParseQualifiedName("a table's name");
        SqlName? alias = ParseTargetAlias(needsAs: false);
        SyntaxList<TableSyntax> others = Take(SqlKeyword.Using) ? ParseTableList() : default;
        SqlExpression? where = Take(SqlKeyword.Where) ? ParseExpression() : null;
        SyntaxList<SelectItem> returning = ParseReturning();
        return new DeleteStatement(Since(start), with, table, alias, others, where, returning);
    }

    private TruncateStatement ParseTruncate()
    {
        int start = _next;
        Advance();
        Take(SqlKeyword.Table);
        List<QualifiedName> tables = ParseList(parser => parser.ParseQualifiedName("a table's name"));
        _ = Take(SqlKeyword.Cascade) || Take(SqlKeyword.Restrict);
        return new TruncateStatement(Since(start), [.. tables]);
    }

    private SqlName? ParseTargetAlias(bool needsAs) =>
        Take(SqlKeyword.As) ? ParseAnyName("an alias") : !needsAs && IsBareAlias() ? NameOf(Advance()) : null;

    private SyntaxList<SelectItem> ParseReturning() => Take(SqlKeyword.Returning) ? ParseSelectItems() : default;

    private SyntaxList<AssignmentSyntax> ParseAssignments()
    {
        Expect(SqlKeyword.Set);
        var assignments = new List<AssignmentSyntax>();
        do
        {
            ParseAssignment(assignments);
        }
        while (Take(SqlTokenKind.Comma));
        return [.. assignments];
    }

    // Several columns at once are as many assignments: nothing of a row changes before all values are computed.
    private void ParseAssignment(List<AssignmentSyntax> assignments)
    {
        int start = _next;
        if (!Is(SqlTokenKind.LeftParen))
        {
            SqlName column = ParseName("a column's name");
            Expect(SqlTokenKind.Equal, "=");
            SqlExpression value = Is(SqlKeyword.Default) ? new DefaultExpression(Advance().Span) : ParseExpression();
            assignments.Add(new AssignmentSyntax(Since(start), column, value));
            return;
        }

        SyntaxList<SqlName> columns = ParseNameList();
        Expect(SqlTokenKind.Equal, "=");
        Take(SqlKeyword.Row);
        SourceSpan place = Current.Span;
        if (IsQueryStart())
        {
            throw NotSupported(place, "several columns are set to a row of values, (a, b) = (1, 2); a sub-query for all of them is not supported: use one each, or FROM");
        }

        SyntaxList<SqlExpression> values = ParseParenthesizedList(parser => parser.Is(SqlKeyword.Default) ? new DefaultExpression(parser.Advance().Span) : parser.ParseExpression());
        if (values.Count != columns.Count)
        {
            throw Error(place, $"{columns.Count} columns are set to {values.Count} values");
        }

        assignments.AddRange(columns.Select((column, i) => new AssignmentSyntax(Since(start), column, values[i])));
    }
}
