using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <summary>Runs one statement.</summary>
internal sealed partial class StatementRunner(QuerySession session, string sql, ParameterSet parameters)
{
    /// <summary>What the plans that were bound depend on.</summary>
    public BindingUses Uses { get; } = new();

    private QueryEngine Engine => session.Engine;

    public async ValueTask<QueryResult> RunAsync(StatementSyntax statement, CancellationToken cancellationToken) => statement switch
    {
        SummarizeStatement summarize => await RunPlanAsync(
            await BindWithAsync(context => new QueryBinder(context).Summarized(summarize.Name, summarize.Query), cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false),
        QueryStatement => await RunPlanAsync(await BindAsync(statement, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
        ExplainStatement explain => await ExplainAsync(explain, cancellationToken).ConfigureAwait(false),
        CreateDatasetStatement create => await CreateDatasetAsync(create, cancellationToken).ConfigureAwait(false),
        CallStatement call => await CallAsync(call, cancellationToken).ConfigureAwait(false),
        DescribeStatement describe => await DescribeAsync(describe, cancellationToken).ConfigureAwait(false),
        CreateViewStatement create => await CreateViewAsync(create, cancellationToken).ConfigureAwait(false),
        CreateTableStatement create => await CreateTableAsync(create, cancellationToken).ConfigureAwait(false),
        CreateExternalTableStatement create => await CreateExternalTableAsync(create, cancellationToken).ConfigureAwait(false),
        CreateIndexStatement create => await CreateIndexAsync(create, cancellationToken).ConfigureAwait(false),
        InsertStatement insert => await InsertAsync(insert, cancellationToken).ConfigureAwait(false),
        UpdateStatement update => await UpdateAsync(update, cancellationToken).ConfigureAwait(false),
        DeleteStatement delete => await DeleteAsync(delete, cancellationToken).ConfigureAwait(false),
        TruncateStatement truncate => await TruncateAsync(truncate, cancellationToken).ConfigureAwait(false),
        PivotStatement pivot => await PivotAsync(pivot, cancellationToken).ConfigureAwait(false),
        AlterColumnStatement alter => await AlterColumnAsync(alter, cancellationToken).ConfigureAwait(false),
        RenameStatement rename => await RenameAsync(rename, cancellationToken).ConfigureAwait(false),
        DropStatement drop => await DropAsync(drop, cancellationToken).ConfigureAwait(false),
        SetStatement set => await SetAsync(set, cancellationToken).ConfigureAwait(false),
        AnalyzeStatement analyze => await AnalyzeAsync(analyze, cancellationToken).ConfigureAwait(false),
        TransactionStatement => throw NewContext(cancellationToken).Error(
            RerunErrorCode.NotSupported, statement, "Statements do not begin or end transactions: each stands for itself, and what it writes is there as a whole or not at all."),
        ShowStatement show => await ShowAsync(show, cancellationToken).ConfigureAwait(false),
        _ => throw NewContext(cancellationToken).NotSupported(statement, WordsOf(statement)),
    };

    /// <summary>The plan of a query.</summary>
    public ValueTask<LogicalPlan> BindAsync(StatementSyntax statement, CancellationToken cancellationToken) => statement is QueryStatement query
        ? BindWithAsync(context => new QueryBinder(context).Bind(query.Query), cancellationToken)
        : throw NewContext(cancellationToken).NotSupported(statement, "Anything but a query here");

    /// <summary>Binds as often as the catalog has to be waited for.</summary>
    private async ValueTask<T> BindWithAsync<T>(Func<BindingContext, T> bind, CancellationToken cancellationToken)
    {
        BindingContext context = NewContext(cancellationToken);
        while (true)
        {
            try
            {
                return bind(context);
            }
            catch (CatalogMissException miss)
            {
                // What failed is thrown when it is asked for again: by the binder that knows the place.
                await miss.Fetch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private BindingContext NewContext(CancellationToken cancellationToken) => new()
    {
        Sql = sql,
        Builder = Engine.Builder,
        Catalog = new CatalogSnapshot(Engine.Catalog, Engine.Dataframes, cancellationToken),
        Parameters = parameters,
        Uses = Uses,
        Views = session.Views,
        Tables = session.Tables,
        CurrentDataset = session.CurrentDataset,
        NullOrder = session.NullOrder,
        AllowsUnknownIndexes = Engine.ClientOptions.Compatibility == Rerun.Catalog.Dataframes.CompatibilityMode.Rerun027,
    };

    private ValueTask<QueryResult> RunPlanAsync(LogicalPlan plan, CancellationToken cancellationToken) =>
        new PlanRunner(Engine, parameters).RunAsync(plan, cancellationToken);

    private string WordsOf(StatementSyntax statement)
    {
        string text = sql.Substring(statement.Span.Start, statement.Span.Length);
        return string.Join(' ', text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries).Take(2)).ToUpperInvariant();
    }
}
