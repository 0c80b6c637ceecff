using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using ColumnKey = Rerun.Query.Execution.Operators.SortKey;
using PlannedCall = Rerun.Query.Plan.Expressions.AggregateCall;

namespace Rerun.Query.Execution.Planning;

/// <summary>Turns an optimised plan into the operators that run it.</summary>
/// <param name="dataframes">What reads dataframe scans.</param>
/// <param name="context">The execution that the operators belong to.</param>
/// <param name="starter">What runs beside the operators.</param>
internal sealed partial class PhysicalPlanner(IDataframeReader dataframes, EvaluationContext context, IPlanStarter starter)
{
    private const int FewRows = 64;

    private Dictionary<WorkingTable, WorkingRows>? _working;
    private Dictionary<ScanHandle, SharedSnapshot>? _snapshots;

    /// <summary>What computes the expressions of a plan that ran before.</summary>
    public CompiledExpressions Expressions { get; init; } = CompiledExpressions.None;

    /// <summary>The operators of a whole plan. Nothing is read until the first batch is asked for.</summary>
    public BatchOperator BuildRoot(LogicalPlan plan) => plan switch
    {
        // Nobody computes with the partition column: finding its runs, only to write it out again, would be wasted.
        DataframeScan scan => BuildScan(scan, -1),
        Limit { Input: DataframeScan scan } limit => BuildLimit(limit, BuildScan(scan, -1)),
        _ => Input(plan),
    };

    // What an operator reads that is not itself run batch by batch: there the row operators below end, which several threads may run.
    private BatchOperator Input(LogicalPlan plan) => HasFewRows(plan) ? Build(plan) : ParallelOperator.Over(Build(plan), context);

    // Rows at given instants of one partition, or written down: nothing that threads could share.
    private static bool HasFewRows(LogicalPlan plan) => plan switch
    {
        Project or Filter => HasFewRows(plan.Inputs[0]),
        Values values => values.Rows.Count <= FewRows,
        DataframeScan { Query: { RowPartitions.Count: 1, RowRanges: { Count: <= FewRows } ranges } } => ArePoints(ranges),
        _ => false,
    };

    private static bool ArePoints(IReadOnlyList<IndexRange> ranges)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Start != ranges[i].End)
            {
                return false;
            }
        }

        return true;
    }

    private BatchOperator Above(ColumnSet columns, LogicalPlan plan) => ParallelOperator.Over(columns.Above(Build(plan), context), context);

    private BatchOperator Build(LogicalPlan plan)
    {
        StackGuard.Ensure();
        return BuildRelation(plan);
    }

    private BatchOperator BuildRelation(LogicalPlan plan) => plan switch
    {
        DataframeScan scan => BuildScan(scan, scan.PartitionOrdinal, takesStretches: HasFewRows(scan)),
        TableScan scan => BuildTable(scan),
        Values values => new BatchSourceOperator(TypesOf(values), [ValuesBatch(values)]),
        Empty => new BatchSourceOperator(TypesOf(plan), []),
        Filter filter => new FilterOperator(Build(filter.Input), Expressions.Of(filter.Condition), context),
        Project project => Computed(Build(project.Input), project.Expressions),
        Aggregate aggregate => BuildAggregate(aggregate),
        Sort sort => BuildSort(sort),
        Limit limit => BuildLimit(limit, Input(limit.Input)),
        Distinct distinct => BuildDistinct(distinct),
        SetOperation { Kind: SetOperationKind.UnionAll } union => new UnionAllOperator([.. union.Operands.Select(Input)]),
        SetOperation operation => BuildSetOperation(operation),
        Join join => BuildJoin(join),
        AsofJoin join => BuildAsofJoin(join),
        Window window => BuildWindow(window),
        SubqueryColumn column => new SubqueryOperator(
            Input(column.Input), column.Subquery, column.Guard is null ? null : ExpressionCompiler.Compile(column.Guard), starter.RunSubqueryAsync, context),
        Sample sample => BuildSample(sample),
        Series series => BuildSeries(series),
        RecursiveUnion union => BuildRecursion(union),
        WorkingScan scan => new BatchSourceOperator(TypesOf(scan), _working![scan.Table].Batches()),
        CommonScan scan => new CommonOperator(TypesOf(scan), starter.RowsOf(scan.Query)),
        LateFetch fetch => BuildLateFetch(fetch),
        LateralJoin join => new LateralOperator(Input(join.Left), join, starter.StartRelationAsync, context),
        Unnest unnest => new UnnestOperator(
            Build(unnest.Input), [.. unnest.Lists.Select(ExpressionCompiler.Compile)], unnest.HasOrdinality, unnest.KeepsRows, context),
        _ => throw new RerunException($"{plan.Label} cannot be run.", RerunErrorCode.NotSupported),
    };

    // A step reads the rows of the recursion for which it is made: the same query may stand in a plan twice.
    private RecursiveOperator BuildRecursion(RecursiveUnion union)
    {
        var rows = new WorkingRows(context.BatchRows);
        return new RecursiveOperator(Input(union.Anchor), Step, rows, union.All, context);

        BatchOperator Step()
        {
            (_working ??= [])[union.Table] = rows;
            return Input(union.Step);
        }
    }

    private static IArrowType[] TypesOf(LogicalPlan plan) => plan.Fields.MapToArray(static field => field.DataType);

    private ArrowStreamOperator BuildScan(DataframeScan scan, int runColumn, bool takesStretches = false) => scan.Deferred is null
        ? new(TypesOf(scan), OpeningOf(scan), runColumn) { TakesStretches = takesStretches }
        : throw new InvalidOperationException("The values of a plan were to be put in before it runs.");

    // What is fetched later sees the dataset as it was when the scan began.
    private Func<CancellationToken, ValueTask<IArrowArrayStream>> OpeningOf(DataframeScan scan)
    {
        if (scan.Handle is not { } handle)
        {
            return token => dataframes.OpenAsync(scan.Dataset.Id, scan.Query, token);
        }

        SharedSnapshot snapshot = SnapshotOf(handle);
        return token => snapshot.OpenAsync(dataframes, scan.Dataset.Id, scan.Query, token);
    }

    private LateFetchOperator BuildLateFetch(LateFetch fetch)
    {
        BatchOperator input = Input(fetch.Input);
        SharedSnapshot snapshot = SnapshotOf(fetch.Scan);
        return new LateFetchOperator(
            input,
            [.. fetch.Fields.Skip(input.Types.Count).Select(field => field.DataType)],
            (query, token) => snapshot.OpenAsync(dataframes, fetch.Dataset.Id, query, token),
            fetch.Query,
            fetch.Partition,
            fetch.Index,
            context);
    }

    private SharedSnapshot SnapshotOf(ScanHandle handle)
    {
        _snapshots ??= [];
        if (!_snapshots.TryGetValue(handle, out SharedSnapshot? snapshot))
        {
            _snapshots.Add(handle, snapshot = new SharedSnapshot());
        }

        return snapshot;
    }

    private static BatchOperator BuildTable(TableScan scan)
    {
        // All columns of the source may be chosen, in its order.
        return new ArrowStreamOperator(TypesOf(scan), scan.Source.OpenAsync) { Chosen = scan.Columns.AsSpan().ToArray() };
    }

    private VectorBatch ValuesBatch(Values values)
    {
        var oneRow = new VectorBatch([], 1);
        var columns = new ColumnVector[values.Fields.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = ColumnVector.Flat(ArrayTaking.Concat(
                [.. values.Rows.Select(row => ExpressionCompiler.Compile(row[i]).Evaluate(oneRow, context).ToArray())]));
        }

        return new VectorBatch(columns, values.Rows.Count);
    }

    // Operators take columns; what is not one is computed first, beside the columns that are passed on.
    private BatchOperator Computed(BatchOperator input, PlanList<ScalarExpression> expressions)
    {
        int[] ordinals = expressions.MapToArray(static expression => expression is ColumnReference column ? column.Ordinal : -1);
        return Array.IndexOf(ordinals, -1) >= 0
            ? new ProjectOperator(input, Compile(expressions), context)
            : ordinals.SequenceEqual(Enumerable.Range(0, input.Types.Count)) ? input : new ColumnsOperator(input, ordinals);
    }

    private Evaluator[] Compile(PlanList<ScalarExpression> expressions)
    {
        var evaluators = new Evaluator[expressions.Count];
        for (int i = 0; i < evaluators.Length; i++)
        {
            evaluators[i] = Expressions.Of(expressions[i]);
        }

        return evaluators;
    }

    private BatchOperator BuildSort(Sort sort)
    {
        var columns = new ColumnSet(sort.Input.Fields.Count);
        ColumnKey[] keys = [.. sort.Keys.Select(key => new ColumnKey(columns.Add(key.Expression), key.Descending, key.NullsFirst))];
        BatchOperator sorted = sort.Count is { } count
            ? new TopNOperator(columns.Above(Build(sort.Input), context), keys, 0, count, context)
            : new SortOperator(Above(columns, sort.Input), keys, context);
        return columns.WithoutComputed(sorted);
    }

    private BatchOperator BuildDistinct(Distinct distinct)
    {
        var columns = new ColumnSet(distinct.Input.Fields.Count);
        int[] keys = distinct.Keys.IsEmpty
            ? [.. Enumerable.Range(0, distinct.Input.Fields.Count)]
            : [.. distinct.Keys.Select(columns.Add)];
        return columns.WithoutComputed(new DistinctOperator(Above(columns, distinct.Input), keys, context));
    }

    private BatchOperator BuildAggregate(Aggregate aggregate)
    {
        var inputs = new List<ScalarExpression>();

        // Loops, and no delegates: this is done for each execution.
        int[] keys = PlacesOf(aggregate.Groups, null);
        var calls = new Aggregation.AggregateCall[aggregate.Calls.Count];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = CallOf(aggregate.Calls[i]);
        }

        BatchOperator input = Computed(Build(aggregate.Input), inputs.ToPlanList());
        return IsGrouped(aggregate)
            ? new StreamingAggregateOperator(input, keys, calls, context)
            : new HashAggregateOperator(input, keys, calls, context);

        int Place(ScalarExpression expression)
        {
            int ordinal = inputs.IndexOf(expression);
            if (ordinal < 0)
            {
                ordinal = inputs.Count;
                inputs.Add(expression);
            }

            return ordinal;
        }

        int[] PlacesOf(PlanList<ScalarExpression> expressions, ScalarExpression? filter)
        {
            int[] places = expressions.IsEmpty ? [] : new int[expressions.Count];
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = Place(Guarded(expressions[i], filter));
            }

            return places;
        }

        ColumnKey[] OrderOf(PlannedCall call)
        {
            ColumnKey[] order = call.OrderBy.IsEmpty ? [] : new ColumnKey[call.OrderBy.Count];
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = new ColumnKey(Place(call.OrderBy[i].Expression), call.OrderBy[i].Descending, call.OrderBy[i].NullsFirst);
            }

            return order;
        }

        Aggregation.AggregateCall CallOf(PlannedCall call) => new(call.Binding, PlacesOf(call.Arguments, call.Filter))
        {
            Distinct = call.Distinct,
            Filter = call.Filter is null ? -1 : Place(call.Filter),
            Order = OrderOf(call),
        };
    }

    // What FILTER leaves out is not computed where it could fail.
    private static ScalarExpression Guarded(ScalarExpression argument, ScalarExpression? filter) =>
        filter is null || !ExpressionCompiler.Compile(argument).CanFail ? argument : new Case([new CaseArm(filter, argument)], null, argument.Type);

    // Rows of one group stand together where the groups are the first columns of the order.
    private static bool IsGrouped(Aggregate aggregate)
    {
        if (aggregate.Groups.IsEmpty)
        {
            return false;
        }

        PlanList<Plan.Expressions.SortKey> order = aggregate.Input.Ordering;
        var leading = new HashSet<ScalarExpression>(order.Take(aggregate.Groups.Count).Select(key => key.Expression));
        return aggregate.Groups.Count == leading.Count && aggregate.Groups.All(leading.Contains);
    }

    private LimitOperator BuildLimit(Limit limit, BatchOperator input)
    {
        long? count = Value(limit.Count, "LIMIT");
        long? offset = Value(limit.Offset, "OFFSET");
        return new LimitOperator(input, offset ?? 0, count);
    }

    private long? Value(ScalarExpression? expression, string clause)
    {
        if (expression is null)
        {
            return null;
        }

        ColumnVector value = ExpressionCompiler.Compile(expression).Evaluate(new VectorBatch([], 1), context);
        long? number = (long?)ConstantArrays.Read(value.Values, value.PlaceOf(0)).Value;
        return number >= 0 || number is null
            ? number
            : throw new RerunException($"{clause} is {number}; it cannot be negative.", RerunErrorCode.InvalidArgument);
    }
}
