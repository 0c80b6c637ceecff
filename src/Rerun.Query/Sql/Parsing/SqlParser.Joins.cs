using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Joins.</content>
internal sealed partial class SqlParser
{
    private TableSyntax ParseJoins(TableSyntax first)
    {
        TableSyntax left = first;
        while (IsJoin())
        {
            left = ParseJoin(left);
            Grow();
        }

        return left;
    }

    private bool IsJoin() => Current.Keyword is
        SqlKeyword.Join or SqlKeyword.Inner or SqlKeyword.Left or SqlKeyword.Right or SqlKeyword.Full or SqlKeyword.Cross
        or SqlKeyword.Natural or SqlKeyword.Asof or SqlKeyword.Semi or SqlKeyword.Anti or SqlKeyword.Positional;

    private JoinTableSyntax ParseJoin(TableSyntax left)
    {
        int start = _next;
        bool natural = Take(SqlKeyword.Natural);
        bool asof = Take(SqlKeyword.Asof);
        JoinKind kind = ParseJoinKind();
        asof |= Take(SqlKeyword.Asof);
        if (natural && (asof || kind is JoinKind.Cross or JoinKind.Positional))
        {
            throw Error(Since(start), "NATURAL cannot stand with ASOF, CROSS or POSITIONAL");
        }

        if (asof && kind is not (JoinKind.Inner or JoinKind.Left))
        {
            throw NotSupported(Since(start), "ASOF joins are ASOF JOIN and ASOF LEFT JOIN");
        }

        Expect(SqlKeyword.Join);
        TableSyntax right = ParseTablePrimary();
        if (natural || kind is JoinKind.Cross or JoinKind.Positional)
        {
            return new JoinTableSyntax(From(left), left, right, kind, asof, natural, null, [], null);
        }

        if (IsJoin())
        {
            // a JOIN b JOIN c ON .. ON ..: the inner join comes first.
            int outer = Enter();
            right = ParseJoins(right);
            Leave(outer);
        }

        return ParseJoinCondition(left, right, kind, asof);
    }

    private JoinKind ParseJoinKind()
    {
        switch (Current.Keyword)
        {
            case SqlKeyword.Inner:
                Advance();
                return JoinKind.Inner;
            case SqlKeyword.Cross:
                Advance();
                return JoinKind.Cross;
            case SqlKeyword.Positional:
                Advance();
                return JoinKind.Positional;
            case SqlKeyword.Semi:
                Advance();
                return JoinKind.Semi;
            case SqlKeyword.Anti:
                Advance();
                return JoinKind.Anti;
            case SqlKeyword.Full:
                Advance();
                Take(SqlKeyword.Outer);
                return JoinKind.Full;
            case SqlKeyword.Left:
                Advance();
                return Take(SqlKeyword.Semi) ? JoinKind.Semi : Take(SqlKeyword.Anti) ? JoinKind.Anti : TakeOuter(JoinKind.Left);
            case SqlKeyword.Right:
                Advance();
                return Take(SqlKeyword.Semi) ? JoinKind.RightSemi : Take(SqlKeyword.Anti) ? JoinKind.RightAnti : TakeOuter(JoinKind.Right);
            default:
                return JoinKind.Inner;
        }
    }

    private JoinKind TakeOuter(JoinKind kind)
    {
        Take(SqlKeyword.Outer);
        return kind;
    }

    private JoinTableSyntax ParseJoinCondition(TableSyntax left, TableSyntax right, JoinKind kind, bool asof)
    {
        SqlExpression? match = null;
        if (asof && Take(SqlKeyword.MatchCondition))
        {
            Expect(SqlTokenKind.LeftParen, "(");
            match = ParseExpression();
            ExpectClosing();
        }

        if (Take(SqlKeyword.On))
        {
            SqlExpression on = ParseExpression();
            return new JoinTableSyntax(From(left), left, right, kind, asof, false, on, [], match);
        }

        if (Is(SqlKeyword.Using) && !IsAt(1, SqlKeyword.Sample))
        {
            Advance();
            SyntaxList<SqlName> columns = ParseNameList();
            return new JoinTableSyntax(From(left), left, right, kind, asof, false, null, columns, match);
        }

        return match is not null
            ? new JoinTableSyntax(From(left), left, right, kind, asof, false, null, [], match)
            : throw Expected(asof ? "MATCH_CONDITION, ON or USING" : "ON or USING");
    }
}
