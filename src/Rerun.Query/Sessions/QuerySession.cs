using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Binding;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Printing;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;
using Rerun.Query.Statements;

namespace Rerun.Query;

/// <summary>What one connection has for itself: its current dataset and its temporary views. One statement at a time is started; results may be read side by side.</summary>
public sealed class QuerySession
{
    private const int OwnPlanCount = 64;

    // What plans depend on temporary views and tables; made anew when any of those changes.
    private BoundedCache<PreparedStatement, KnownPlans>? _ownPlans;
    private int _changes;
    private DefaultNullOrder _nullOrder;

    internal QuerySession(QueryEngine engine)
    {
        Engine = engine;
        Views = new TemporaryRelations<SessionView>(ForgetPlans);
        Tables = new TemporaryRelations<SessionTable>(ForgetPlans);
    }

    /// <summary>The dataset whose timelines are found without its name, or null.</summary>
    public string? CurrentDataset { get; set; }

    /// <summary>The dataset that RESET goes back to, or null.</summary>
    internal string? OwnDataset { get; set; }

    /// <summary>Why statements that change the catalog are refused, or null where they are not. Temporary views and tables may be changed all the same.</summary>
    public string? ChangeRefusal { get; set; }

    internal QueryEngine Engine { get; }

    /// <summary>The temporary views by name.</summary>
    internal TemporaryRelations<SessionView> Views { get; }

    /// <summary>The indexes that were made in this session, with their tables. They change nothing, but what is dropped has to be there.</summary>
    internal Dictionary<string, string> Indexes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the program calls itself: SET application_name.</summary>
    internal string ApplicationName { get; set; } = "";

    /// <summary>Where nulls come in ORDER BY that does not say: SET default_null_order.</summary>
    internal DefaultNullOrder NullOrder
    {
        get => _nullOrder;
        set
        {
            _nullOrder = value;
            ForgetPlans();
        }
    }

    /// <summary>The temporary tables by name.</summary>
    internal TemporaryRelations<SessionTable> Tables { get; }

    /// <summary>Builds the plans that <see cref="ExecuteAsync(LogicalPlan, QueryParameters, CancellationToken)"/> runs.</summary>
    internal PlanBuilder Builder => Engine.Builder;

    /// <summary>Parses a text; nothing is looked up in the catalog yet.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <exception cref="RerunException">The text does not follow the grammar; the message points at the place.</exception>
    public PreparedQuery Prepare(string sql) => Engine.Prepare(sql);

    /// <summary>Runs a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">The values of its parameters; more than it has are ignored.</param>
    /// <param name="cancellationToken">Cancels the start; the result has its own token for reading.</param>
    /// <returns>The rows, which are computed as they are read, or the count of what was changed.</returns>
    /// <exception cref="RerunException">A name is unknown, types do not fit, a value is missing, or the statement fails.</exception>
    public ValueTask<QueryResult> ExecuteAsync(
        PreparedStatement statement, QueryParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        var values = new ParameterSet(parameters);
        return statement.Syntax is QueryStatement && Engine.Options.PlanCacheSize > 0 && Engine.Catalog is IObservedCatalog catalog
            ? QueryAsync(statement, values, catalog, cancellationToken)
            : new StatementRunner(this, statement.Script.Text, values).RunAsync(statement.Syntax, cancellationToken);
    }

    /// <summary>
    /// Binds and optimises a query without running anything, and keeps the plan where plans are kept. Nothing is done for other statements, and for a query
    /// that waits for the values of its parameters.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">Values of the types that executions will have; may be incomplete.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunException">A name is unknown, or types do not fit.</exception>
    internal async ValueTask PlanAsync(PreparedStatement statement, QueryParameters parameters, CancellationToken cancellationToken)
    {
        if (statement.Syntax is not QueryStatement)
        {
            return;
        }

        var values = new ParameterSet(parameters);
        try
        {
            if (Engine.Options.PlanCacheSize > 0 && Engine.Catalog is IObservedCatalog catalog)
            {
                PreparedPlan plan = await FindOrBindAsync(statement, values, catalog, cancellationToken).ConfigureAwait(false);
                plan.Optimize(values, Engine.Optimizer);
            }
            else
            {
                await new StatementRunner(this, statement.Script.Text, values).BindAsync(statement.Syntax, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RerunException) when (values.IsIncomplete)
        {
            // What the query means is known with the values only; its execution says what is wrong.
        }
    }

    /// <summary>The plan of a query, for another front-end to build on, and what it depends on beside the state of the catalog and the current dataset.</summary>
    internal async ValueTask<(LogicalPlan Plan, BindingUses Uses)> BindAsync(PreparedStatement query, QueryParameters parameters, CancellationToken cancellationToken)
    {
        var runner = new StatementRunner(this, query.Script.Text, new ParameterSet(parameters));
        return (await runner.BindAsync(query.Syntax, cancellationToken).ConfigureAwait(false), runner.Uses);
    }

    /// <summary>Whether names may mean something that only this session knows.</summary>
    internal bool HasTemporaryRelations => Views.Count > 0 || Tables.Count > 0;

    /// <summary>Runs a plan that another front-end built, and keeps for other values of its parameters.</summary>
    internal ValueTask<QueryResult> ExecuteAsync(PreparedPlan plan, QueryParameters parameters, CancellationToken cancellationToken) =>
        new PlanRunner(Engine, new ParameterSet(parameters)).RunAsync(plan, cancellationToken);

    /// <summary>Runs a plan that another front-end built.</summary>
    internal ValueTask<QueryResult> ExecuteAsync(LogicalPlan plan, QueryParameters parameters, CancellationToken cancellationToken) =>
        new PlanRunner(Engine, new ParameterSet(parameters)).RunAsync(plan, cancellationToken);

    /// <summary>The optimised plan as EXPLAIN prints it, a line each.</summary>
    internal IReadOnlyList<string> Explain(LogicalPlan plan, QueryParameters parameters) =>
        new PlanRunner(Engine, new ParameterSet(parameters)).Explain(plan);

    /// <summary>Runs a query by the plan that it had before, if nothing that the plan depends on has changed.</summary>
    private async ValueTask<QueryResult> QueryAsync(PreparedStatement statement, ParameterSet parameters, IObservedCatalog catalog, CancellationToken cancellationToken)
    {
        PreparedPlan plan = await FindOrBindAsync(statement, parameters, catalog, cancellationToken).ConfigureAwait(false);
        return await new PlanRunner(Engine, parameters).RunAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PreparedPlan> FindOrBindAsync(PreparedStatement statement, ParameterSet parameters, IObservedCatalog catalog, CancellationToken cancellationToken)
    {
        object state = catalog.State;
        int changes = Volatile.Read(ref _changes);
        KnownPlans plans = PlansOf(statement);
        string? dataset = CurrentDataset;
        if (plans.Find(Engine, state, dataset, parameters) is not { } plan)
        {
            PlanCacheMetrics.Missed();
            var runner = new StatementRunner(this, statement.Script.Text, parameters);
            plan = new PreparedPlan(await runner.BindAsync(statement.Syntax, cancellationToken).ConfigureAwait(false));
            if (!runner.Uses.IsMomentary && changes == Volatile.Read(ref _changes))
            {
                plans.Add(new KnownPlan(Engine, state, dataset, [.. runner.Uses.Parameters], plan));
            }
        }
        else
        {
            Engine.CountPlanHit();
        }

        return plan;
    }

    private void ForgetPlans()
    {
        Interlocked.Increment(ref _changes);
        _ownPlans = null;
    }

    private KnownPlans PlansOf(PreparedStatement statement)
    {
        if (Views.Count == 0 && Tables.Count == 0 && NullOrder == DefaultNullOrder.Greatest)
        {
            return statement.Plans;
        }

        BoundedCache<PreparedStatement, KnownPlans> own = _ownPlans ??= new BoundedCache<PreparedStatement, KnownPlans>(OwnPlanCount);
        if (!own.TryGet(statement, out KnownPlans plans))
        {
            own.Put(statement, plans = new KnownPlans());
        }

        return plans;
    }

    /// <summary>A plan as SQL that gives the same rows.</summary>
    internal static string ToSql(LogicalPlan plan) => PlanSql.Of(plan);

    /// <summary>The leaf of a plan over a view of a dataset.</summary>
    internal async ValueTask<DataframeScan> ScanAsync(EntryDetails dataset, DataframeQuery query, CancellationToken cancellationToken)
    {
        Arrow.Schema schema = await Engine.Dataframes.GetSchemaAsync(dataset.Id, query, cancellationToken).ConfigureAwait(false);
        return new DataframeScan(new DatasetReference(dataset.Id, dataset.Name), query, schema.FieldsList.ToPlanList());
    }
}
