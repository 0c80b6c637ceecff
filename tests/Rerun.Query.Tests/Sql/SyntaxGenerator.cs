using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

/// <summary>Makes random syntax trees of the shapes that the parser makes.</summary>
internal sealed class SyntaxGenerator(Random random)
{
    private static readonly string[] Words = ["a", "b", "t", "speed", "date", "first", "interval", "index", "values", "key", "ünï"];
    private static readonly string[] Quotables = ["Select", "/drive/speed:Scalars:scalars", "with \"quotes\"", "a.b", "😀"];
    private static readonly string[] Texts = ["", "x", "it's", "%_\\", "line\nbreak", "-- no comment", "文"];
    private static readonly string[] Types = ["INT", "TEXT", "DOUBLE PRECISION", "TIMESTAMP WITH TIME ZONE", "DATE", "CHARACTER VARYING"];

    private static SourceSpan Span => default;

    public StatementSyntax Statement(int depth) => new QueryStatement(Span, Query(depth));

    public SqlExpression Expression(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        int next = depth - 1;
        return random.Next(26) switch
        {
            0 or 1 or 2 => new BinaryExpression(Span, Pick<BinaryOperator>(), Expression(next), Expression(next)),
            3 or 4 => new LogicalExpression(Span, Pick<LogicalOperator>(), List(() => Expression(next), 2, 4)),
            5 => new UnaryExpression(Span, Pick<UnaryOperator>(), Expression(next)),
            6 => new BetweenExpression(Span, Expression(next), Expression(next), Expression(next), Flip(), Flip()),
            7 => new InListExpression(Span, Expression(next), List(() => NotQuery(next), 0, 3), Flip()),
            8 => new InQueryExpression(Span, Expression(next), Query(next), Flip()),
            9 => new InCollectionExpression(Span, Expression(next), new ListExpression(Span, List(() => Expression(next), 0, 3)), Flip()),
            10 => new LikeExpression(Span, Expression(next), Expression(next), Flip() ? Expression(next) : null, Pick<LikeOperator>(), Flip()),
            11 => new IsExpression(Span, Expression(next), Pick<IsTest>(), Flip()),
            12 => new QuantifiedExpression(Span, Expression(next), Comparison(), Pick<Quantifier>(), Expression(next)),
            13 => new CaseExpression(
                Span, Flip() ? Expression(next) : null, List(() => new CaseBranch(Span, Expression(next), Expression(next)), 1, 3), Flip() ? Expression(next) : null),
            14 => new CastExpression(Span, Expression(next), Type(next), Flip()),
            15 or 16 => Call(next),
            17 => new ListExpression(Span, List(() => Expression(next), 0, 3)),
            18 => new StructExpression(Span, List(() => new StructFieldSyntax(Span, Name(), Expression(next)), 0, 3)),
            19 => new MapExpression(Span, List(() => new MapEntrySyntax(Span, Expression(next), Expression(next)), 0, 3)),
            20 => new RowExpression(Span, List(() => Expression(next), 0, 3)),
            21 => new SubscriptExpression(Span, Expression(next), Expression(next)),
            22 => new SliceExpression(Span, Expression(next), Maybe(next), Maybe(next), Maybe(next)),
            23 => new FieldExpression(Span, Expression(next), Name()),
            24 => new SubqueryExpression(Span, Query(next)),
            _ => new ExistsExpression(Span, Query(next)),
        };
    }

    public QuerySyntax Query(int depth)
    {
        int next = depth - 1;
        WithSyntax? with = depth > 1 && random.Next(6) == 0
            ? new WithSyntax(Span, Flip(), List(() => new CommonTableSyntax(Span, Name(), List(Name, 0, 2), Query(next), Flip() ? Flip() : null), 1, 2))
            : null;
        SyntaxList<OrderItem> orderBy = random.Next(3) == 0 ? OrderBy(next) : [];
        LimitSyntax? limit = random.Next(4) == 0 ? Limit(next) : null;
        QueryBodySyntax body = Body(depth);
        return body is NestedQuerySyntax alone && with is null && limit is null && orderBy.IsEmpty
            ? alone.Query
            : new QuerySyntax(Span, with, body, orderBy, limit);
    }

    private QueryBodySyntax Body(int depth)
    {
        int next = depth - 1;
        return (depth <= 0 ? 0 : random.Next(8)) switch
        {
            5 => new ValuesSyntax(Span, List(() => new ValuesRow(Span, List(() => Expression(next), 1, 3)), 1, 3)),
            6 => SetOperation(next),
            7 when Query(next) is var inner && (inner.With is not null || inner.Limit is not null || !inner.OrderBy.IsEmpty) => new NestedQuerySyntax(Span, inner),
            _ => Select(next),
        };
    }

    private SetOperationSyntax SetOperation(int depth)
    {
        SetOperator op = Pick<SetOperator>();
        return new SetOperationSyntax(Span, op, Flip(), Flip(), List(() => Body(depth), 2, op == SetOperator.Union ? 4 : 2));
    }

    private SelectSyntax Select(int depth)
    {
        DistinctSyntax? distinct = random.Next(5) == 0 ? new DistinctSyntax(Span, List(() => Expression(depth), 0, 2)) : null;
        return new SelectSyntax(
            Span,
            distinct,
            List(() => SelectItem(depth), 1, 3),
            List(() => Table(depth), 0, 2),
            Maybe(depth),
            random.Next(4) == 0 ? GroupBy(depth) : null,
            Maybe(depth),
            random.Next(6) == 0 ? List(() => new NamedWindow(Span, Name(), Window(depth)), 1, 2) : [],
            Maybe(depth),
            random.Next(8) == 0 ? Sample() : null);
    }

    private SelectItem SelectItem(int depth) => random.Next(6) == 0
        ? new SelectItem(Span, Star(depth), null)
        : new SelectItem(Span, Expression(depth), Flip() ? Name() : null);

    private StarExpression Star(int depth) => new(
        Span,
        List(Name, 0, 2),
        List(QualifiedName, 0, 2),
        random.Next(4) == 0 ? List(() => new SelectItem(Span, Expression(depth), Name()), 1, 2) : [],
        random.Next(4) == 0 ? List(() => new ColumnRename(Span, QualifiedName(), Name()), 1, 2) : []);

    private TableSyntax Table(int depth)
    {
        int next = depth - 1;
        return (depth <= 0 ? 0 : random.Next(7)) switch
        {
            2 => new DerivedTableSyntax(Span, Query(next), Flip() ? Alias() : null, Flip()),
            3 => new FunctionTableSyntax(Span, FunctionName(), List(() => Argument(next), 0, 3), Flip(), Flip() ? Alias() : null, Flip()),
            4 or 5 => Join(next),
            6 => new SampledTableSyntax(Span, Table(next), Sample()),
            _ => new NamedTableSyntax(Span, QualifiedName(), Flip() ? Alias() : null),
        };
    }

    private JoinTableSyntax Join(int depth)
    {
        JoinKind kind = Pick<JoinKind>();
        bool unconditional = kind is JoinKind.Cross or JoinKind.Positional;
        bool natural = !unconditional && random.Next(5) == 0;
        bool asof = kind is JoinKind.Inner or JoinKind.Left && !natural && random.Next(3) == 0;
        bool hasUsing = !unconditional && !natural && Flip();
        bool hasOn = !unconditional && !natural && !hasUsing;
        return new JoinTableSyntax(
            Span, Table(depth), Table(depth), kind, asof, natural, hasOn ? Expression(depth) : null, hasUsing ? List(Name, 1, 2) : [],
            asof && Flip() ? Expression(depth) : null);
    }

    private SampleSyntax Sample() => new(Span, new IntegerLiteral(Span, random.Next(100)), Flip(), Flip() ? "bernoulli" : null, Flip() ? Leaf() : null);

    private TableAlias Alias() => new(Span, Name(), List(Name, 0, 2));

    private GroupBySyntax GroupBy(int depth) => random.Next(5) == 0
        ? new GroupBySyntax(Span, true, [])
        : new GroupBySyntax(Span, false, List(() => Grouping(depth), 1, 3));

    private GroupingElement Grouping(int depth) => (depth <= 0 ? 0 : random.Next(5)) switch
    {
        2 => new GroupingRollup(Span, List(() => GroupingSet(depth - 1), 1, 2)),
        3 => new GroupingCube(Span, List(() => GroupingSet(depth - 1), 1, 2)),
        4 => new GroupingSets(Span, List(() => Grouping(depth - 1), 1, 3)),
        _ => GroupingSet(depth - 1),
    };

    private GroupingExpressions GroupingSet(int depth) => new(Span, List(() => Expression(depth), 0, 3));

    private LimitSyntax Limit(int depth) => random.Next(3) switch
    {
        0 => new LimitSyntax(Span, null, Expression(depth), false, false),
        1 => new LimitSyntax(Span, Expression(depth), Maybe(depth), Flip(), false),
        _ => new LimitSyntax(Span, Expression(depth), Maybe(depth), Flip(), true),
    };

    private SyntaxList<OrderItem> OrderBy(int depth) => List(() => new OrderItem(Span, Expression(depth), Flip(), Pick<NullOrder>()), 1, 2);

    private FunctionExpression Call(int depth) => new(
        Span,
        FunctionName(),
        List(() => Argument(depth), 0, 3),
        random.Next(4) == 0,
        random.Next(4) == 0 ? OrderBy(depth) : [],
        random.Next(6) == 0 ? OrderBy(depth) : [],
        random.Next(4) == 0 ? Expression(depth) : null,
        Pick<NullTreatment>(),
        random.Next(4) switch { 0 => new WindowReference(Span, Name()), 1 => Window(depth), _ => null });

    private ArgumentSyntax Argument(int depth)
    {
        SqlExpression value = random.Next(6) switch
        {
            0 => new LambdaExpression(Span, List(Name, 1, 2), Expression(depth)),
            1 => Star(depth),
            _ => Expression(depth),
        };
        return new ArgumentSyntax(Span, random.Next(4) == 0 ? Name() : null, value);
    }

    private WindowSpecification Window(int depth) => new(
        Span,
        random.Next(4) == 0 ? Name() : null,
        random.Next(3) == 0 ? List(() => Expression(depth), 1, 2) : [],
        random.Next(3) == 0 ? OrderBy(depth) : [],
        random.Next(3) == 0 ? Frame(depth) : null);

    private FrameSyntax Frame(int depth)
    {
        FrameBoundKind first = Pick<FrameBoundKind>();
        FrameBoundKind last = Pick<FrameBoundKind>();
        return new FrameSyntax(
            Span, Pick<FrameUnit>(), Bound((FrameBoundKind)Math.Min((int)first, (int)last), depth), Bound((FrameBoundKind)Math.Max((int)first, (int)last), depth),
            Pick<FrameExclusion>());
    }

    private FrameBound Bound(FrameBoundKind kind, int depth) =>
        new(Span, kind, kind is FrameBoundKind.Preceding or FrameBoundKind.Following ? Expression(depth) : null);

    private TypeSyntax Type(int depth) => (depth <= 0 ? 0 : random.Next(7)) switch
    {
        3 => new ListTypeSyntax(Span, Type(depth - 1), Flip() ? random.Next(100) : null),
        4 => new StructTypeSyntax(Span, List(() => new StructTypeField(Span, Name(), Type(depth - 1)), 1, 3)),
        5 => new MapTypeSyntax(Span, Type(depth - 1), Type(depth - 1)),
        _ => new NamedTypeSyntax(Span, Types[random.Next(Types.Length)], random.Next(4) == 0 ? [random.Next(40)] : []),
    };

    private SqlExpression Leaf() => random.Next(14) switch
    {
        0 => new NullLiteral(Span),
        1 => new BooleanLiteral(Span, Flip()),
        2 => new IntegerLiteral(Span, random.NextInt64(long.MinValue, long.MaxValue)),
        3 => new IntegerLiteral(Span, random.Next(-3, 10)),
        4 => new DoubleLiteral(Span, random.Next(-1000, 1000) / 8.0),
        5 => new DoubleLiteral(Span, Math.Pow(10, random.Next(-300, 300))),
        6 => new StringLiteral(Span, Texts[random.Next(Texts.Length)]),
        7 => new TypedLiteral(Span, new NamedTypeSyntax(Span, Flip() ? "DATE" : "TIMESTAMP WITH TIME ZONE", []), Texts[random.Next(Texts.Length)]),
        8 => new IntervalExpression(Span, new StringLiteral(Span, "5 s"), Flip() ? Pick<IntervalUnit>() : null),
        9 => new IntervalExpression(Span, Leaf(), Pick<IntervalUnit>()),
        10 => new ParameterExpression(Span, Flip() ? ParameterStyle.At : ParameterStyle.Dollar, "p" + random.Next(3), 0),
        _ => new ColumnExpression(Span, List(Name, 1, 3)),
    };

    /// <summary>Not a sub-query, which alone in the parentheses of IN would be the query.</summary>
    private SqlExpression NotQuery(int depth)
    {
        SqlExpression expression = Expression(depth);
        return expression is SubqueryExpression ? Leaf() : expression;
    }

    private SqlExpression? Maybe(int depth) => random.Next(3) == 0 ? Expression(depth) : null;

    private BinaryOperator Comparison() => (BinaryOperator)random.Next((int)BinaryOperator.Equal, (int)BinaryOperator.GreaterOrEqual + 1);

    private SqlName Name() => random.Next(4) == 0
        ? new SqlName(Span, Quotables[random.Next(Quotables.Length)], true)
        : new SqlName(Span, Words[random.Next(Words.Length)], random.Next(5) == 0);

    private QualifiedName QualifiedName() => new(Span, List(Name, 1, 3));

    private QualifiedName FunctionName() => new(Span, [new SqlName(Span, "f" + random.Next(3), Flip())]);

    private bool Flip() => random.Next(2) == 0;

    private T Pick<T>()
        where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        return values[random.Next(values.Length)];
    }

    private SyntaxList<T> List<T>(Func<T> make, int least, int most)
    {
        var items = new T[random.Next(least, most + 1)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = make();
        }

        return [.. items];
    }
}
