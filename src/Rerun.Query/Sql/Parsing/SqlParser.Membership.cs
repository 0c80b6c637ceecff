using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>IN, BETWEEN, LIKE and their kin.</content>
internal sealed partial class SqlParser
{
    private static bool IsMembership(SqlKeyword keyword) => keyword is
        SqlKeyword.In or SqlKeyword.Between or SqlKeyword.Like or SqlKeyword.Ilike or SqlKeyword.Similar or SqlKeyword.Glob
        or SqlKeyword.Regexp or SqlKeyword.Rlike;

    private SqlExpression ParseMembership(SqlExpression left, bool negated) => Advance().Keyword switch
    {
        SqlKeyword.In => ParseIn(left, negated),
        SqlKeyword.Between => ParseBetween(left, negated),
        SqlKeyword.Like => ParseLike(left, LikeOperator.Like, negated),
        SqlKeyword.Ilike => ParseLike(left, LikeOperator.ILike, negated),
        SqlKeyword.Glob => ParseLike(left, LikeOperator.Glob, negated),
        SqlKeyword.Similar => ParseSimilar(left, negated),
        _ => ParseLike(left, LikeOperator.Regexp, negated),
    };

    private SqlExpression ParseSimilar(SqlExpression left, bool negated)
    {
        Expect(SqlKeyword.To);
        return ParseLike(left, LikeOperator.SimilarTo, negated);
    }

    private SqlExpression ParseLike(SqlExpression left, LikeOperator op, bool negated)
    {
        if ((Is(SqlKeyword.Any) || Is(SqlKeyword.Some) || Is(SqlKeyword.All)) && IsAt(1, SqlTokenKind.LeftParen))
        {
            return ParseLikeOfSeveral(left, op, negated);
        }

        SqlExpression pattern = ParseExpression(SqlPrecedence.Membership + 1);
        SqlExpression? escape = Take(SqlKeyword.Escape) ? ParseExpression(SqlPrecedence.Membership + 1) : null;
        return new LikeExpression(From(left), left, pattern, escape, op, negated);
    }

    /// <summary><c>LIKE ANY (ARRAY['a%', 'b%'])</c> and <c>LIKE ALL ('a%', '%b')</c>: one comparison for each pattern.</summary>
    private SqlExpression ParseLikeOfSeveral(SqlExpression left, LikeOperator op, bool negated)
    {
        SqlToken quantifier = Advance();
        SyntaxList<SqlExpression> patterns = ParseCollection() switch
        {
            ListExpression list => list.Items,
            RowExpression row => row.Items,
            StringLiteral one => [one],
            _ => default,
        };
        if (patterns.IsEmpty)
        {
            throw NotSupported(From(left), "LIKE ANY and LIKE ALL take patterns that are written down: LIKE ANY (ARRAY['a%', 'b%'])");
        }

        SourceSpan span = From(left);
        SqlExpression[] comparisons = [.. patterns.Select(pattern => new LikeExpression(span, left, pattern, null, op, negated))];
        Grow(comparisons.Length);
        return comparisons.Length == 1 ? comparisons[0]
            : new LogicalExpression(span, quantifier.Keyword == SqlKeyword.All ? LogicalOperator.And : LogicalOperator.Or, [.. comparisons]);
    }

    private SqlExpression ParseBetween(SqlExpression left, bool negated)
    {
        bool symmetric = Take(SqlKeyword.Symmetric);
        SqlExpression low = ParseExpression(SqlPrecedence.Membership + 1);
        Expect(SqlKeyword.And);
        SqlExpression high = ParseExpression(SqlPrecedence.Membership + 1);
        return new BetweenExpression(From(left), left, low, high, negated, symmetric);
    }

    private SqlExpression ParseIn(SqlExpression left, bool negated)
    {
        if (!Is(SqlTokenKind.LeftParen))
        {
            if (Is(SqlKeyword.Not) || Is(SqlTokenKind.Tilde))
            {
                throw Expected("( or a list value");
            }

            SqlExpression collection = ParseExpression(SqlPrecedence.Membership + 1);
            return new InCollectionExpression(From(left), left, collection, negated);
        }

        int start = _next;
        Advance();
        if (IsQueryKeyword(0))
        {
            QuerySyntax query = ParseQuery();
            ExpectClosing();
            return new InQueryExpression(From(left), left, query, negated);
        }

        if (Take(SqlTokenKind.RightParen))
        {
            return new InListExpression(From(left), left, [], negated);
        }

        List<SqlExpression> items = ParseList(parser => parser.ParseExpression());
        if (items is [SubqueryExpression only])
        {
            QuerySyntax query = IsQueryContinuation() ? ParseQueryFrom(start + 1, only.Query) : only.Query;
            ExpectClosing();
            return new InQueryExpression(From(left), left, query, negated);
        }

        ExpectClosing("a comma or )");
        return new InListExpression(From(left), left, [.. items], negated);
    }
}
