using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Windows and their frames.</content>
internal sealed partial class SqlParser
{
    private WindowSyntax ParseWindow()
    {
        if (!Is(SqlTokenKind.LeftParen))
        {
            SqlName name = ParseName("a window's name or (");
            return new WindowReference(name.Span, name);
        }

        return ParseWindowSpecification();
    }

    private NamedWindow ParseNamedWindow()
    {
        int start = _next;
        SqlName name = ParseName("a window's name");
        Expect(SqlKeyword.As);
        WindowSpecification specification = ParseWindowSpecification();
        return new NamedWindow(Since(start), name, specification);
    }

    private WindowSpecification ParseWindowSpecification()
    {
        int start = _next;
        Expect(SqlTokenKind.LeftParen, "(");
        SqlName? baseName = null;
        bool isClause = (Is(SqlKeyword.Partition) && IsAt(1, SqlKeyword.By)) || IsFrameUnit();
        if (!isClause && IsPlainName(Current))
        {
            baseName = ParseName();
        }

        SyntaxList<SqlExpression> partitionBy = default;
        if (Take(SqlKeyword.Partition, SqlKeyword.By))
        {
            partitionBy = [.. ParseList(parser => parser.ParseExpression())];
        }

        SyntaxList<OrderItem> orderBy = Is(SqlKeyword.Order) ? ParseOrderBy() : default;
        FrameSyntax? frame = IsFrameUnit() ? ParseFrame() : null;
        ExpectClosing("PARTITION BY, ORDER BY, ROWS, RANGE, GROUPS or )");
        return new WindowSpecification(Since(start), baseName, partitionBy, orderBy, frame);
    }

    /// <summary>True at ROWS, RANGE or GROUPS in front of a frame; alone they may be a window's name.</summary>
    private bool IsFrameUnit() =>
        Current.Keyword is SqlKeyword.Rows or SqlKeyword.Range or SqlKeyword.Groups && !IsAt(1, SqlTokenKind.RightParen);

    private FrameSyntax ParseFrame()
    {
        int start = _next;
        FrameUnit unit = Advance().Keyword switch
        {
            SqlKeyword.Rows => FrameUnit.Rows,
            SqlKeyword.Range => FrameUnit.Range,
            _ => FrameUnit.Groups,
        };
        FrameBound first;
        FrameBound last;
        if (Take(SqlKeyword.Between))
        {
            first = ParseFrameBound();
            Expect(SqlKeyword.And);
            last = ParseFrameBound();
        }
        else
        {
            first = ParseFrameBound();
            last = new FrameBound(first.Span, FrameBoundKind.CurrentRow, null);
        }

        if (first.Kind > last.Kind)
        {
            throw Error(Since(start), "the frame ends before it starts");
        }

        FrameExclusion exclusion = ParseFrameExclusion();
        return new FrameSyntax(Since(start), unit, first, last, exclusion);
    }

    private FrameBound ParseFrameBound()
    {
        int start = _next;
        if (Take(SqlKeyword.Unbounded))
        {
            FrameBoundKind unbounded = Take(SqlKeyword.Preceding) ? FrameBoundKind.UnboundedPreceding
                : Take(SqlKeyword.Following) ? FrameBoundKind.UnboundedFollowing
                : throw Expected("PRECEDING or FOLLOWING");
            return new FrameBound(Since(start), unbounded, null);
        }

        if (Take(SqlKeyword.Current, SqlKeyword.Row))
        {
            return new FrameBound(Since(start), FrameBoundKind.CurrentRow, null);
        }

        SqlExpression offset = ParseExpression(SqlPrecedence.Other);
        FrameBoundKind kind = Take(SqlKeyword.Preceding) ? FrameBoundKind.Preceding
            : Take(SqlKeyword.Following) ? FrameBoundKind.Following
            : throw Expected("PRECEDING or FOLLOWING");
        return new FrameBound(Since(start), kind, offset);
    }

    private FrameExclusion ParseFrameExclusion()
    {
        if (!Take(SqlKeyword.Exclude))
        {
            return FrameExclusion.NoOthers;
        }

        return Take(SqlKeyword.No, SqlKeyword.Others) ? FrameExclusion.NoOthers
            : Take(SqlKeyword.Current, SqlKeyword.Row) ? FrameExclusion.CurrentRow
            : Take(SqlKeyword.Group) ? FrameExclusion.Group
            : Take(SqlKeyword.Ties) ? FrameExclusion.Ties
            : throw Expected("NO OTHERS, CURRENT ROW, GROUP or TIES");
    }
}
