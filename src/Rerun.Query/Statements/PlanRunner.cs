using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Optimizer;
using Rerun.Query.Optimizer.Subqueries;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Statements;

/// <summary>Runs plans: puts in the parameters, computes sub-queries that stand alone, optimises, and pulls the batches.</summary>
internal sealed class PlanRunner(QueryEngine engine, ParameterSet parameters) : IPlanStarter
{
    private const long NanosecondsPerTick = 100;

    /// <summary>About what a value of a sub-query's list takes.</summary>
    private const long ConstantBytes = 64;

    private readonly EvaluationContext _context = new(
        new MemoryBudget(engine.ClientOptions.MemoryLimit), (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * NanosecondsPerTick)
    {
        BatchRows = engine.Options.BatchRows,
        Workers = engine.ClientOptions.MaxParallelism,
        ParallelRows = engine.Options.ParallelRows,
        MorselRows = engine.Options.MorselRows,
    };

    // Whether relations were seen that depend on rows around them: only then plans are searched for them.
    private bool _hasSubqueries;

    // The queries that are computed once, in the order in which they were met; null as long as there is none.
    private List<(CommonQuery Query, LogicalPlan Plan, CommonRows Rows)>? _common;

    /// <summary>The plan as it will run, but for its sub-queries, a line a relation; then those of what it computes once.</summary>
    public List<string> Explain(LogicalPlan plan)
    {
        List<string> lines = [.. PlanText.Lines(Optimize(plan))];
        for (int i = 0; i < _common?.Count; i++)
        {
            lines.Add($"Common {_common[i].Query.Name}, computed once:");
            lines.AddRange(PlanText.Lines(Optimize(_common[i].Plan)).Select(line => "  " + line));
        }

        return lines;
    }

    /// <summary>Starts a plan that runs often.</summary>
    public ValueTask<QueryResult> RunAsync(PreparedPlan plan, CancellationToken cancellationToken) =>
        plan.For(parameters, _context, engine.Optimizer) is var (ready, expressions)
            ? new(new QueryResult(plan.Schema, new PlanBatches(Planner(expressions).BuildRoot(ready), plan.Schema, this)))
            : RunAsync(plan.Bound, cancellationToken);

    /// <summary>Gives back what is kept for the whole execution. No operator may be running any more.</summary>
    public async ValueTask ReleaseAsync()
    {
        for (int i = 0; i < _common?.Count; i++)
        {
            await _common[i].Rows.DisposeAsync().ConfigureAwait(false);
        }

        _common = null;
    }

    /// <summary>Starts a plan; rows are computed as the result is read.</summary>
    public async ValueTask<QueryResult> RunAsync(LogicalPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            (Schema schema, BatchOperator root) = await StartAsync(plan, cancellationToken).ConfigureAwait(false);
            return new QueryResult(schema, new PlanBatches(root, schema, this));
        }
        catch
        {
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The operators of a plan, and the schema of their rows.</summary>
    public async ValueTask<(Schema Schema, BatchOperator Root)> StartAsync(LogicalPlan plan, CancellationToken cancellationToken)
    {
        LogicalPlan bound = await WithoutSubqueriesAsync(JoinSubqueries(WithParameters(plan)), cancellationToken).ConfigureAwait(false);
        LogicalPlan optimized = engine.Optimizer.Optimize(bound);
        return (new Schema(plan.Fields), Planner(CompiledExpressions.None).BuildRoot(_hasSubqueries ? new CorrelatedColumns(engine.Builder).Apply(optimized) : optimized));
    }

    private PhysicalPlanner Planner(CompiledExpressions expressions) => new(engine.Dataframes, _context, this) { Expressions = expressions };

    private LogicalPlan Optimize(LogicalPlan plan) => engine.Optimizer.Optimize(JoinSubqueries(WithParameters(plan)));

    private LogicalPlan JoinSubqueries(LogicalPlan plan) => _hasSubqueries ? engine.Optimizer.JoinSubqueries(plan) : plan;

    private LogicalPlan WithParameters(LogicalPlan plan) => plan.RewriteUp(relation =>
    {
        if (relation is CommonScan scan)
        {
            Meet(scan.Query);
            return scan;
        }

        LogicalPlan filled = relation.WithExpressions(WithParameters);
        if (filled is not LateralJoin lateral)
        {
            return filled;
        }

        _hasSubqueries = true;
        return lateral with { Right = WithParameters(lateral.Right) };
    });

    private void Meet(CommonQuery query)
    {
        _common ??= [];
        if (!_common.Exists(common => common.Query == query))
        {
            LogicalPlan plan = WithParameters(query.Plan);
            _common.Add((query, plan, new CommonRows(query.Name, token => StartRelationAsync(plan, token), _context.Memory)));
        }
    }

    /// <inheritdoc/>
    public CommonRows RowsOf(CommonQuery query) => _common!.Find(common => common.Query == query).Rows;

    private ScalarExpression WithParameters(ScalarExpression expression) => expression.Rewrite(part => part switch
    {
        ParameterReference parameter => parameters[parameter.Name] is var value && value.Value is null ? new Constant(null, parameter.Type) : value,
        ScalarSubquery query => Changed(query.Plan, WithParameters(query.Plan)) is { } inner ? new ScalarSubquery(inner) : part,
        InSubquery query => Changed(query.Plan, WithParameters(query.Plan)) is { } inner ? query with { Plan = inner } : part,
        ExistsSubquery query => Changed(query.Plan, WithParameters(query.Plan)) is { } inner ? new ExistsSubquery(inner) : part,
        CorrelatedSubquery query => WithParameters(query),
        _ => ConstantFolding.FoldStable(part, _context),
    });

    private CorrelatedSubquery WithParameters(CorrelatedSubquery query)
    {
        _hasSubqueries = true;
        return query with { Subquery = WithParameters(query.Subquery) };
    }

    /// <inheritdoc/>
    public async ValueTask<BatchOperator> StartRelationAsync(LogicalPlan plan, CancellationToken cancellationToken) =>
        (await StartAsync(plan, cancellationToken).ConfigureAwait(false)).Root;

    /// <inheritdoc/>
    public async ValueTask<Constant> RunSubqueryAsync(CorrelatedSubquery query, IReadOnlyList<Constant> values, CancellationToken cancellationToken)
    {
        LogicalPlan row = PlanBuilder.Project(Values.OneRow, [query.For(values)], ["value"]);
        return (await RowsAsync(row, 1, cancellationToken).ConfigureAwait(false))[0];
    }

    private static LogicalPlan? Changed(LogicalPlan before, LogicalPlan after) => ReferenceEquals(before, after) ? null : after;

    // Sub-queries without references outward give one value or one list: they run first and become constants, so that they can be pushed down.
    private async ValueTask<LogicalPlan> WithoutSubqueriesAsync(LogicalPlan plan, CancellationToken cancellationToken)
    {
        var found = new List<ScalarExpression>();
        plan.RewriteUp(relation => relation.WithExpressions(expression =>
        {
            expression.Any(part =>
            {
                if (part is ScalarSubquery or InSubquery or ExistsSubquery)
                {
                    found.Add(part);
                }

                return false;
            });
            return expression;
        }));
        if (found.Count == 0)
        {
            return plan;
        }

        var values = new Dictionary<ScalarExpression, object>(ReferenceEqualityComparer.Instance);
        foreach (ScalarExpression query in found)
        {
            try
            {
                values[query] = query switch
                {
                    ScalarSubquery scalar => await ScalarAsync(scalar, cancellationToken).ConfigureAwait(false),
                    ExistsSubquery exists => Constant.Of((await RowsAsync(new Limit(exists.Plan, Constant.Of(1), null), 1, cancellationToken).ConfigureAwait(false)).Count > 0),
                    InSubquery { Plan: var list } => await RowsAsync(list, long.MaxValue, cancellationToken).ConfigureAwait(false),
                    _ => throw new InvalidOperationException(),
                };
            }
            catch (RerunException error) when (error.ErrorKind is RerunErrorCode.Cardinality or RerunErrorCode.DivisionByZero
                or RerunErrorCode.ValueOutOfRange or RerunErrorCode.InvalidArgument or RerunErrorCode.TypeMismatch)
            {
                // Perhaps no row asks for the value.
                values[query] = new Failing(error.Message, error.ErrorKind, query.Type);
            }
        }

        return plan.RewriteUp(relation => relation.WithExpressions(expression => Replace(expression, values)));
    }

    // Parts are looked up by identity before they are rebuilt.
    private static ScalarExpression Replace(ScalarExpression expression, Dictionary<ScalarExpression, object> values)
    {
        if (values.TryGetValue(expression, out object? value))
        {
            if (value is Failing failing)
            {
                return failing;
            }

            if (expression is InSubquery membership)
            {
                ScalarExpression operand = Replace(membership.Operand, values);
                var items = (List<Constant>)value;
                return items.Count == 0 ? Constant.False : new InList(operand, items.Distinct().Select(item => (ScalarExpression)item).ToPlanList());
            }

            return (Constant)value;
        }

        PlanList<ScalarExpression> children = expression.Children.Map(child => Replace(child, values), out bool isChanged);
        return isChanged ? expression.WithChildren(children) : expression;
    }

    private async ValueTask<Constant> ScalarAsync(ScalarSubquery query, CancellationToken cancellationToken)
    {
        List<Constant> rows = await RowsAsync(query.Plan, 2, cancellationToken).ConfigureAwait(false);
        return rows.Count switch
        {
            0 => new Constant(null, query.Type),
            1 => rows[0],
            _ => throw new RerunException(Failing.OfSecondRow(query.Type).Message, RerunErrorCode.Cardinality),
        };
    }

    private async ValueTask<List<Constant>> RowsAsync(LogicalPlan plan, long most, CancellationToken cancellationToken)
    {
        (_, BatchOperator root) = await StartAsync(plan, cancellationToken).ConfigureAwait(false);
        var rows = new List<Constant>();
        await using (root.ConfigureAwait(false))
        {
            while (rows.Count < most && await root.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                // A list stays until the statement ends.
                _context.Memory.Reserve(batch.Length * ConstantBytes, "Subquery");
                for (int i = 0; i < batch.Length && rows.Count < most; i++)
                {
                    rows.Add(batch.Columns.IsEmpty ? Constant.Null : ConstantArrays.Read(batch[0].Values, batch[0].PlaceOf(i)));
                }
            }
        }

        return rows;
    }
}
