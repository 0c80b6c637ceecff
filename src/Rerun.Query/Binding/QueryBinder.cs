using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>Turns queries into plans: WITH, set operations, VALUES, ORDER BY and LIMIT around them.</summary>
internal sealed partial class QueryBinder(BindingContext context)
{
    private readonly List<CommonTable> _commonTables = [];
    private readonly List<SubqueryFrame> _frames = [];
    private int _nextReference;

    /// <summary>Binds a whole query.</summary>
    public LogicalPlan Bind(QuerySyntax query)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw context.NotSupported(query, "A query nested so deeply");
        }

        int outer = _commonTables.Count;
        try
        {
            if (query.With is { } with)
            {
                BindCommonTables(with);
            }

            return query.Body switch
            {
                SelectSyntax select => BindSelect(select, query.OrderBy, query.Limit),
                NestedQuerySyntax { Query: var nested } when query.OrderBy.IsEmpty && query.Limit is null => Bind(nested),
                _ => BindOrdered(query),
            };
        }
        finally
        {
            _commonTables.RemoveRange(outer, _commonTables.Count - outer);
        }
    }

    /// <summary>Binds a query inside an expression.</summary>
    /// <param name="query">The query.</param>
    /// <param name="outer">The columns that the expression around it can name.</param>
    /// <param name="refusesAggregates">The clause, if no aggregate may stand where the query stands; else null.</param>
    public (LogicalPlan Plan, SubqueryFrame Frame) BindNested(QuerySyntax query, Scope outer, string? refusesAggregates)
    {
        var frame = new SubqueryFrame(outer, refusesAggregates);
        _frames.Insert(0, frame);
        try
        {
            return (Bind(query), frame);
        }
        finally
        {
            _frames.RemoveAt(0);
        }
    }

    /// <summary>What stands for a name that is unknown in a sub-query but is a column of a query around it; null if it is not.</summary>
    public ScalarExpression? OuterColumn(ColumnExpression syntax) => OuterColumn(syntax, 0);

    /// <summary>The columns of a relation of the nearest query around this one that has it.</summary>
    public ScopeColumn[] OuterColumnsOf(SqlName[] qualifier) =>
        _frames.Select(frame => frame.Outer.ColumnsOf(qualifier).ToArray()).FirstOrDefault(columns => columns.Length > 0) ?? [];

    /// <summary>What stands inside a sub-query for an expression around it.</summary>
    public OuterReference ReferenceTo(ScalarExpression argument, SubqueryFrame frame) => frame.ReferenceTo(argument, argument.ToString(), ref _nextReference);

    /// <summary>How many values of its surroundings each sub-query around uses so far.</summary>
    public IReadOnlyList<int> References() => [.. _frames.Select(frame => frame.ReferenceCount)];

    /// <summary>What stands in a sub-query for an aggregate of nothing but columns around it: it is one of the query that has these columns.</summary>
    /// <param name="call">Its aggregate over expressions of a query further out, which are made by the given change of those here.</param>
    /// <param name="before">The references before its arguments were bound; what was added for them goes.</param>
    /// <param name="isOver">Whether the arguments, so changed, have columns.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="name">Its name.</param>
    public ScalarExpression OuterAggregate(
        Func<Func<ScalarExpression, ScalarExpression>, ScalarExpression> call, IReadOnlyList<int> before, Func<Func<ScalarExpression, ScalarExpression>, bool> isOver, SqlNode place, string name)
    {
        int depth = 0;
        Func<ScalarExpression, ScalarExpression> change = _frames[0].ArgumentOf;
        while (!isOver(change))
        {
            SubqueryFrame next = _frames[++depth];
            Func<ScalarExpression, ScalarExpression> inner = change;
            change = part => inner(part) is var argument && ReferenceEquals(argument, part) ? part : argument.Rewrite(next.ArgumentOf);
        }

        if (_frames[depth].RefusesAggregates is { } clause)
        {
            throw context.Error(RerunErrorCode.Syntax, place, $"The aggregate {name} is one of the query around, as it has columns of that only; there it cannot stand in {clause}.");
        }

        ScalarExpression value = call(change);
        for (int i = 0; i <= depth; i++)
        {
            _frames[i].Forget(before[i]);
        }

        for (; depth >= 0; depth--)
        {
            value = _frames[depth].ReferenceTo(value, name, ref _nextReference);
        }

        return value;
    }

    // A column of a query further out is handed in through each query between.
    private OuterReference? OuterColumn(ColumnExpression syntax, int depth)
    {
        if (depth == _frames.Count)
        {
            return null;
        }

        IReadOnlyList<ScopeColumn> found = _frames[depth].Outer.Find(syntax.Parts.AsSpan()[..^1], syntax.Name);
        ScalarExpression? argument = found switch
        {
            [var column] => ColumnReference.Of(column.Ordinal, column.Name, column.Field),
            [] => OuterColumn(syntax, depth + 1),
            _ => throw context.Error(RerunErrorCode.Ambiguous, syntax, $"{context.TextOf(syntax)} fits more than one column of the query around it."),
        };
        return argument is null ? null : _frames[depth].ReferenceTo(argument, syntax.Name.Text, ref _nextReference);
    }

    private void BindCommonTables(WithSyntax with)
    {
        if (with.Recursive)
        {
            BindRecursiveTables(with);
            return;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (CommonTableSyntax table in with.Tables)
        {
            if (!names.Add(table.Name.Text))
            {
                throw context.Error(RerunErrorCode.Syntax, table.Name, $"WITH names {table.Name.Text} twice.");
            }

            _commonTables.Add(new CommonTable(table.Name.Text, _ => throw new InvalidOperationException("It is bound already."))
            {
                Plan = Common(table, Renamed(Bind(table.Query), table.Columns, table.Name)),
            });
        }
    }

    // Computed once where that was asked for, or where each computation would give other rows; else each use is planned for itself.
    private static LogicalPlan Common(CommonTableSyntax syntax, LogicalPlan plan) =>
        (syntax.Materialized == true || Changing.IsIn(plan)) && CommonQuery.CanBe(plan) ? new CommonScan(new CommonQuery(syntax.Name.Text, plan), plan.Fields) : plan;

    private LogicalPlan BindOrdered(QuerySyntax query)
    {
        LogicalPlan plan = BindBody(query.Body);
        var binder = new ExpressionBinder(context, this, Scope.Of(plan.Fields, []), "ORDER BY");
        PlanList<SortKey> keys = OutputKeys(query.OrderBy, plan, item => binder.SortKey(item));
        return BindLimit(PlanBuilder.Sort(plan, keys), query.Limit, keys);
    }

    private LogicalPlan BindBody(QueryBodySyntax body) => body switch
    {
        SelectSyntax select => BindSelect(select, default, null),
        NestedQuerySyntax nested => Bind(nested.Query),
        SetOperationSyntax operation => BindSetOperation(operation),
        ValuesSyntax values => BindValues(values),
        SummarizeSyntax summarize => Summarized(summarize.Name, summarize.Query),
        _ => throw context.NotSupported(body, "This query"),
    };

    private LogicalPlan BindSetOperation(SetOperationSyntax syntax)
    {
        PlanList<LogicalPlan> operands = syntax.Inputs.Select(BindBody).ToPlanList();
        operands = syntax.ByName ? ByName(operands) : operands;
        SetOperationKind kind = syntax.Operator switch
        {
            SetOperator.Union => SetOperationKind.UnionAll,
            SetOperator.Intersect => SetOperationKind.Intersect,
            _ => SetOperationKind.Except,
        };
        return At(syntax, () => kind == SetOperationKind.UnionAll
            ? PlanBuilder.SetOperation(kind, syntax.All, operands)
            : operands.Skip(1).Aggregate(operands[0], (left, right) => PlanBuilder.SetOperation(kind, syntax.All, [left, right])));
    }

    // Columns of equal names are one; where an operand lacks a name, it gives nulls.
    private static PlanList<LogicalPlan> ByName(PlanList<LogicalPlan> operands)
    {
        var names = new List<string>();
        foreach (Field field in operands.SelectMany(operand => operand.Fields))
        {
            if (!names.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(field.Name);
            }
        }

        return operands.Map(operand => PlanBuilder.Project(operand, names.Select(name => Named(operand, name)).ToPlanList(), names));
    }

    private static ScalarExpression Named(LogicalPlan plan, string name)
    {
        int place = plan.Fields.Select(field => field.Name).ToList().FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? Constant.Null : plan.Column(place);
    }

    /// <summary>What the columns of a relation or of a query are like.</summary>
    public LogicalPlan Summarized(QualifiedName? name, QuerySyntax? query) =>
        new Summary(context.Builder).Of(query is not null ? Bind(query) : BindRelation(name!).Plan);

    private LogicalPlan BindValues(ValuesSyntax syntax)
    {
        var binder = new ExpressionBinder(context, this, Scope.Empty, "VALUES");
        int width = syntax.Rows[0].Values.Count;
        var rows = new List<PlanList<ScalarExpression>>(syntax.Rows.Count);
        foreach (ValuesRow row in syntax.Rows)
        {
            if (row.Values.Count != width)
            {
                throw context.Error(RerunErrorCode.Syntax, row, $"Rows of VALUES are equally long: the first has {width} values, this has {row.Values.Count}.");
            }

            rows.Add(row.Values.Select(binder.Bind).ToPlanList());
        }

        return At(syntax, () => PlanBuilder.Values(rows, [.. Enumerable.Range(1, width).Select(i => $"column{i}")]));
    }

    // ORDER BY of a set operation or VALUES: names and positions of the output.
    private PlanList<SortKey> OutputKeys(SyntaxList<OrderItem> items, LogicalPlan plan, Func<OrderItem, SortKey> bind)
    {
        var keys = new List<SortKey>();
        foreach (OrderItem item in items)
        {
            switch (item.Expression)
            {
                case IntegerLiteral { Value: var position }:
                    keys.Add(SortOrder.Of(plan.Column(Position(item.Expression, position, plan.Fields.Count, "ORDER BY")), item, context.NullOrder));
                    break;
                case StarExpression:
                    keys.AddRange(Enumerable.Range(0, plan.Fields.Count).Select(i => SortOrder.Of(plan.Column(i), item, context.NullOrder)));
                    break;
                default:
                    keys.Add(bind(item));
                    break;
            }
        }

        return keys.ToPlanList();
    }

    private int Position(SqlNode place, Int128 position, int count, string clause) => position >= 1 && position <= count
        ? (int)position - 1
        : throw context.Error(RerunErrorCode.UnknownColumn, place, $"{clause} position {position} is not in the select list, which has {count} items.");

    /// <summary>The rows under other column names, of which there may be fewer than columns.</summary>
    internal LogicalPlan Renamed(LogicalPlan plan, SyntaxList<SqlName> names, SqlNode place)
    {
        if (names.IsEmpty)
        {
            return plan;
        }

        if (names.Count > plan.Fields.Count)
        {
            throw context.Error(RerunErrorCode.Syntax, place, $"{names.Count} column names for {plan.Fields.Count} columns.");
        }

        return PlanBuilder.Project(
            plan,
            Enumerable.Range(0, plan.Fields.Count).Select(i => (ScalarExpression)plan.Column(i)).ToPlanList(),
            [.. plan.Fields.Select((field, i) => i < names.Count ? names[i].Text : field.Name)]);
    }

    private T At<T>(SqlNode place, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, place);
        }
    }
}
