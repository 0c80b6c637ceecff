using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Linq.Parsing;
using Rerun.Data.Linq.Translation;
using Rerun.Query;
using Rerun.Query.Binding;
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

    private QueryRun(QuerySession session, RerunConnection? rented, CompiledQuery query, Preprocessor read)
    {
        IReadOnlyList<CapturedExpression> captured = read.Captured;
        Session = session;
        _rented = rented;
        Query = query;
        _plan = query.HasLists ? ListMembership.Fill(query.Plan, session.Builder, captured) : query.Plan;
        foreach (int rows in query.RowParameters)
        {
            captured[rows].IsRows = true;
        }

        Values = [.. captured.Select(one => one.IsRows ? one.Rows : one.Value)];
        _parameters = new QueryParameters([.. captured.Select(one => new QueryParameter(one.Name, one.Value)), .. Own(read.Roots)]);
    }

    public QuerySession Session { get; }

    public CompiledQuery Query { get; }

    public IReadOnlyList<object?> Values { get; }

    /// <summary>Translates a query, or finds it in the cache.</summary>
    public static async ValueTask<QueryRun> PrepareAsync(QueryHost host, Expression expression, CancellationToken cancellationToken)
    {
        var preprocessor = new Preprocessor();
        Expression normal = preprocessor.Visit(expression)!;
        string key = QueryKey.Of(normal, preprocessor.Roots);
        Rehearsal.Check(key, normal, preprocessor.Roots);
        (QuerySession session, RerunConnection? rented) = await host.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new QueryRun(session, rented, await CompiledAsync(session, key, normal, preprocessor, cancellationToken).ConfigureAwait(false), preprocessor);
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

    private static async ValueTask<CompiledQuery> CompiledAsync(QuerySession session, string key, Expression query, Preprocessor read, CancellationToken cancellationToken)
    {
        IReadOnlyList<IRerunRoot> roots = read.Roots;
        PlanCache cache = PlanCache.Of(session.Engine);
        object? state = (session.Engine.Catalog as IObservedCatalog)?.State;
        ParameterSet[] texts = [.. roots.Where(root => root.Text is not null).Select(root => new ParameterSet(root.Text!.Parameters))];
        string? dataset = session.CurrentDataset;

        // What a name in SQL means is the session's matter where that has views and tables of its own.
        bool isKept = texts.Length == 0 || (state is not null && !session.HasTemporaryRelations);
        if (isKept && cache.Find(key, state, texts, dataset) is { } known)
        {
            return known;
        }

        var sources = new Dictionary<IRerunRoot, LogicalPlan>(ReferenceEqualityComparer.Instance);
        var scans = new List<DataframeScan>();
        var uses = new List<ParameterUse[]>();
        for (int i = 0; i < roots.Count; i++)
        {
            if (roots[i].Text is { } text)
            {
                (sources[roots[i]], BindingUses use) = await BindAsync(session, text, i, cancellationToken).ConfigureAwait(false);
                uses.Add([.. use.Parameters]);
                isKept &= !use.IsMomentary;
            }
            else
            {
                DataframeScan scan = await ScanAsync(session, roots[i], cancellationToken).ConfigureAwait(false);
                sources[roots[i]] = scan;
                scans.Add(scan);
            }
        }

        if (texts.Length == 0 && cache.Find(key, [.. scans], state) is { } same)
        {
            return same;
        }

        PlanCacheMetrics.Missed();
        CompiledQuery translated = Translate(query, session.Builder, sources);
        translated.RowParameters = [.. read.Captured.Where(one => one.IsRows).Select(one => one.Ordinal)];
        if (isKept)
        {
            cache.Put(key, new KnownQuery([.. scans], state, [.. uses], dataset, translated));
        }

        return translated;
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

    // Its parameters get names that no other source has.
    private static async ValueTask<(LogicalPlan Plan, BindingUses Uses)> BindAsync(QuerySession session, RelationText text, int source, CancellationToken cancellationToken)
    {
        (LogicalPlan plan, BindingUses uses) = await session.BindAsync(session.Prepare(text.Sql).Statements[0], text.Parameters, cancellationToken).ConfigureAwait(false);
        return (text.Parameters.Count == 0
            ? plan
            : PlanParts.Rewrite(plan, static relation => relation, part => part is ParameterReference own ? own with { Name = RelationText.NameOf(source, own.Name) } : part), uses);
    }

    // The values of the parameters of SQL among the sources.
    private static IEnumerable<QueryParameter> Own(IReadOnlyList<IRerunRoot> roots) => roots.SelectMany((root, i) =>
        root.Text is null ? [] : root.Text.Parameters.Select(parameter => parameter with { Name = RelationText.NameOf(i, parameter.Name!) }));

    private static LogicalPlan WithValues(LogicalPlan plan, QueryParameters parameters)
    {
        var values = new ParameterSet(parameters);
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
