using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Linq.Parsing;
using Rerun.Data.Linq.Translation;
using Rerun.Query;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Execution;

/// <summary>One query made ready to run on one session.</summary>
internal sealed class QueryRun
{
    private readonly RerunConnection? _rented;
    private readonly QueryParameters _parameters;
    private readonly LogicalPlan _plan;

    private QueryRun(QuerySession session, RerunConnection? rented, CompiledQuery query, IReadOnlyList<CapturedExpression> captured)
    {
        Session = session;
        _rented = rented;
        Query = query;
        _plan = query.HasLists ? ListMembership.Fill(query.Plan, session.Builder, captured) : query.Plan;
        Values = [.. captured.Select(one => one.IsRows ? one.Rows : one.Value)];
        _parameters = new QueryParameters(captured.Select(one => new QueryParameter(one.Name, one.Value)));
    }

    public QuerySession Session { get; }

    public CompiledQuery Query { get; }

    public IReadOnlyList<object?> Values { get; }

    /// <summary>Translates a query, or finds it in the cache.</summary>
    public static async ValueTask<QueryRun> PrepareAsync(QueryHost host, Expression expression, CancellationToken cancellationToken)
    {
        var preprocessor = new Preprocessor();
        Expression normal = preprocessor.Visit(expression)!;
        string key = QueryKey.Of(normal);
        Rehearsal.Check(key, normal, preprocessor.Roots);
        (QuerySession session, RerunConnection? rented) = await host.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PlanCache cache = PlanCache.Of(session.Engine);
            object? state = (session.Engine.Catalog as IObservedCatalog)?.State;
            if (cache.Find(key, state) is { } known)
            {
                return new QueryRun(session, rented, known, preprocessor.Captured);
            }

            var sources = new Dictionary<IRerunRoot, LogicalPlan>(ReferenceEqualityComparer.Instance);
            foreach (IRerunRoot root in preprocessor.Roots)
            {
                sources[root] = root.Text is { } text
                    ? await BindAsync(session, text, cancellationToken).ConfigureAwait(false)
                    : await ScanAsync(session, root, cancellationToken).ConfigureAwait(false);
            }

            // What a name in SQL means may differ from call to call.
            bool isKept = preprocessor.Roots.All(root => root.Text is null);
            DataframeScan[] scans = isKept ? [.. preprocessor.Roots.Select(root => (DataframeScan)sources[root])] : [];
            CompiledQuery? query = isKept ? cache.Find(key, scans, state) : null;
            if (query is null)
            {
                PlanCacheMetrics.Missed();
                query = Translate(normal, session.Builder, sources);
                if (isKept)
                {
                    cache.Put(key, scans, state, query);
                }
            }

            return new QueryRun(session, rented, query, preprocessor.Captured);
        }
        catch
        {
            if (rented is not null)
            {
                await rented.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    public ValueTask<QueryResult> StartAsync(CancellationToken cancellationToken) => Query.HasLists
        ? Session.ExecuteAsync(_plan, _parameters, cancellationToken)
        : Session.ExecuteAsync(Query.Prepared, _parameters, cancellationToken);

    public IReadOnlyList<string> Explain() => Session.Explain(_plan, _parameters);

    /// <summary>SQL that gives the same rows, parameters written out.</summary>
    public string Sql() => QuerySession.ToSql(WithValues(_plan, _parameters));

    public ValueTask EndAsync() => _rented?.DisposeAsync() ?? default;

    /// <summary>Makes a plan of a normalised query.</summary>
    /// <exception cref="RerunTranslationException">It has a part that the engine cannot run.</exception>
    public static CompiledQuery Translate(Expression expression, PlanBuilder builder, IReadOnlyDictionary<IRerunRoot, LogicalPlan> sources)
    {
        Relation relation = QueryTranslator.Translate(expression, new TranslationContext(builder, sources));
        var leaves = new Leaves(new ScalarTranslator(builder, "Select"), true);
        Expression shape = leaves.Visit(relation.Shape)!;
        bool isTest = relation.Terminal is Terminal.Exists or Terminal.ExistsNot;
        return new CompiledQuery(isTest || leaves.Columns.Count == 0 ? relation.Plan : leaves.Project(relation.Plan), isTest ? Expression.Constant(true) : shape, relation.Terminal);
    }

    // With the values of its own parameters, whose names others may use too.
    private static async ValueTask<LogicalPlan> BindAsync(QuerySession session, RelationText text, CancellationToken cancellationToken)
    {
        LogicalPlan plan = await session.BindAsync(session.Prepare(text.Sql).Statements[0], text.Parameters, cancellationToken).ConfigureAwait(false);
        return text.Parameters.Count == 0 ? plan : WithValues(plan, text.Parameters);
    }

    private static LogicalPlan WithValues(LogicalPlan plan, QueryParameters parameters)
    {
        var values = new Rerun.Query.Binding.ParameterSet(parameters);
        return PlanParts.Rewrite(plan, static relation => relation, part => part is ParameterReference parameter ? values[parameter.Name] : part);
    }

    private static async ValueTask<DataframeScan> ScanAsync(QuerySession session, IRerunRoot root, CancellationToken cancellationToken)
    {
        IReadOnlyList<EntryDetails> entries = await session.Engine.Catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        EntryDetails[] datasets = [.. entries.Where(entry => entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset)];
        EntryDetails dataset = Array.Find(datasets, entry => entry.Name == root.DatasetName) ?? throw new RerunException(
            $"There is no dataset '{root.DatasetName}'. There are: {string.Join(", ", datasets.Select(entry => entry.Name))}.", RerunErrorCode.NotFound);
        if (root.View.Index is { } index)
        {
            DatasetSchema schema = await session.Engine.Dataframes.GetDatasetSchemaAsync(dataset.Id, cancellationToken).ConfigureAwait(false);
            if (!schema.IndexColumns.Any(column => column.IndexName == index))
            {
                throw new RerunException(
                    $"The dataset '{dataset.Name}' has no index '{index}'. It has: {string.Join(", ", schema.IndexColumns.Select(column => column.IndexName))}.", RerunErrorCode.NotFound);
            }
        }

        return await session.ScanAsync(dataset, root.View, cancellationToken).ConfigureAwait(false);
    }
}
