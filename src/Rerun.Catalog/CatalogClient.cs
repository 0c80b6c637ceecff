using System.Diagnostics.CodeAnalysis;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Remote;

namespace Rerun.Catalog;

/// <summary>
/// The catalog as programs see it: entries by name, datasets, tables. Mirrors <c>rerun.catalog.CatalogClient</c>. One client per data source is
/// enough; its members may be called from several threads at once.
/// </summary>
public sealed partial class CatalogClient : IAsyncDisposable, IDisposable
{
    /// <summary>Creates a client of a catalog. Disposing the client disposes the catalog.</summary>
    /// <param name="catalog">The catalog, embedded or remote.</param>
    /// <param name="options">How to query, or null for the defaults.</param>
    public CatalogClient(ICatalog catalog, CatalogClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Catalog = catalog;
        Options = options ?? new CatalogClientOptions();

        // Half is left for the chunks of running queries that the cache does not keep, for what is made of them, and for what waits for the
        // garbage collector.
        ChunkCache = new ChunkCache(Options.MemoryLimit / 2);
        Dataframes = new DataframeEngine(catalog, ChunkCache, new DataframeEngineOptions
        {
            Compatibility = Options.Compatibility,
            MaxParallelism = Options.MaxParallelism,
            MemoryLimit = Options.MemoryLimit,
        });
    }

    /// <summary>Connects to a catalog server. Mirrors <c>CatalogClient(address, token)</c>.</summary>
    /// <param name="url">The server's URL; see <see cref="RemoteCatalog.ConnectAsync"/>.</param>
    /// <param name="connection">How to talk to the server (its token among it), or null for the defaults.</param>
    /// <param name="options">How to query, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the connecting.</param>
    /// <exception cref="RerunException">
    /// The URL is none, the server cannot be reached, is no catalog server, refuses the credentials, or the time is up.
    /// </exception>
    public static async ValueTask<CatalogClient> ConnectAsync(
        string url, RemoteCatalogOptions? connection = null, CatalogClientOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await RemoteCatalog.ConnectAsync(url, connection, cancellationToken).ConfigureAwait(false), options);

    /// <inheritdoc cref="ConnectAsync"/>
    public static CatalogClient Connect(string url, RemoteCatalogOptions? connection = null, CatalogClientOptions? options = null) =>
        Blocking.Wait(() => ConnectAsync(url, connection, options));

    /// <summary>What the client talks to.</summary>
    public ICatalog Catalog { get; }

    /// <summary>How the client queries.</summary>
    public CatalogClientOptions Options { get; }

    /// <summary>The decoded chunks that are kept in memory.</summary>
    public ChunkCache ChunkCache { get; }

    /// <summary>What runs dataframe queries.</summary>
    public DataframeEngine Dataframes { get; }

    /// <summary>The catalog's place, without secrets: a URL, a folder, a file or <c>:memory:</c>. Mirrors <c>CatalogClient.url</c>.</summary>
    public string Url => Catalog.Location;

    /// <summary>The version of what answers: of the server, or of this library for an embedded catalog.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => Catalog.GetVersionAsync(cancellationToken);

    /// <inheritdoc cref="GetVersionAsync"/>
    public string GetVersion() => Blocking.Wait(() => GetVersionAsync());

    /// <summary>Creates an empty dataset. Mirrors <c>CatalogClient.create_dataset</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="existOk">Whether a dataset that has the name already is given instead of an error.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name exists.</exception>
    /// <exception cref="RerunException">The catalog is read-only.</exception>
    public async ValueTask<DatasetEntry> CreateDatasetAsync(
        string name, bool existOk = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return new DatasetEntry(this, await Catalog.CreateDatasetAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false));
        }
        catch (RerunAlreadyExistsException) when (existOk)
        {
            return await GetDatasetAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="CreateDatasetAsync"/>
    public DatasetEntry CreateDataset(string name, bool existOk = false) => Blocking.Wait(() => CreateDatasetAsync(name, existOk));

    /// <summary>Gets a dataset by name. Mirrors <c>CatalogClient.get_dataset(name=…)</c> and <c>get_dataset_entry</c>.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no dataset of that name.</exception>
    public async ValueTask<DatasetEntry> GetDatasetAsync(string name, CancellationToken cancellationToken = default)
    {
        var entry = await GetEntryAsync(name, "dataset", cancellationToken).ConfigureAwait(false);
        return entry as DatasetEntry ?? throw new RerunNotFoundException($"'{name}' is a {Describe(entry.Kind)}, not a dataset.");
    }

    /// <inheritdoc cref="GetDatasetAsync(string, CancellationToken)"/>
    public DatasetEntry GetDataset(string name) => Blocking.Wait(() => GetDatasetAsync(name));

    /// <summary>Gets a dataset by id. Mirrors <c>CatalogClient.get_dataset(id=…)</c> and <c>get_dataset_entry</c>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no dataset with that id.</exception>
    public async ValueTask<DatasetEntry> GetDatasetAsync(Tuid id, CancellationToken cancellationToken = default)
    {
        var entry = Wrap(await GetDetailsAsync(id, cancellationToken).ConfigureAwait(false));
        return entry as DatasetEntry ?? throw new RerunNotFoundException($"The entry {id} is a {Describe(entry.Kind)}, not a dataset.");
    }

    /// <inheritdoc cref="GetDatasetAsync(Tuid, CancellationToken)"/>
    public DatasetEntry GetDataset(Tuid id) => Blocking.Wait(() => GetDatasetAsync(id));

    /// <summary>Gets a dataset by name, or null where there is none.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<DatasetEntry?> TryGetDatasetAsync(string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) as DatasetEntry;

    /// <summary>Gets a dataset by name.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="dataset">The dataset, or null where there is none of that name.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetDataset(string name, [NotNullWhen(true)] out DatasetEntry? dataset) =>
        (dataset = Blocking.Wait(() => TryGetDatasetAsync(name))) is not null;

    /// <summary>Gets a table by name. Mirrors <c>CatalogClient.get_table(name=…)</c> and <c>get_table_entry</c>, without changing the name's case.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no table of that name.</exception>
    public async ValueTask<TableEntry> GetTableAsync(string name, CancellationToken cancellationToken = default)
    {
        var entry = await GetEntryAsync(name, "table", cancellationToken).ConfigureAwait(false);
        return entry as TableEntry ?? throw new RerunNotFoundException($"'{name}' is a {Describe(entry.Kind)}, not a table.");
    }

    /// <inheritdoc cref="GetTableAsync(string, CancellationToken)"/>
    public TableEntry GetTable(string name) => Blocking.Wait(() => GetTableAsync(name));

    /// <summary>Gets a table by id. Mirrors <c>CatalogClient.get_table(id=…)</c> and <c>get_table_entry</c>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no table with that id.</exception>
    public async ValueTask<TableEntry> GetTableAsync(Tuid id, CancellationToken cancellationToken = default)
    {
        var entry = Wrap(await GetDetailsAsync(id, cancellationToken).ConfigureAwait(false));
        return entry as TableEntry ?? throw new RerunNotFoundException($"The entry {id} is a {Describe(entry.Kind)}, not a table.");
    }

    /// <inheritdoc cref="GetTableAsync(Tuid, CancellationToken)"/>
    public TableEntry GetTable(Tuid id) => Blocking.Wait(() => GetTableAsync(id));

    /// <summary>Gets a table by name, or null where there is none.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<TableEntry?> TryGetTableAsync(string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) as TableEntry;

    /// <summary>Gets a table by name.</summary>
    /// <param name="name">The name, exactly.</param>
    /// <param name="table">The table, or null where there is none of that name.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTable(string name, [NotNullWhen(true)] out TableEntry? table) =>
        (table = Blocking.Wait(() => TryGetTableAsync(name))) is not null;

    /// <summary>Ends the client and the catalog that it talks to.</summary>
    public ValueTask DisposeAsync() => Catalog.DisposeAsync();

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Blocking.Wait(DisposeAsync);

    internal ValueTask<EntryDetails> GetDetailsAsync(Tuid id, CancellationToken cancellationToken) => Catalog.ReadEntryAsync(id, cancellationToken);

    private async ValueTask<Entry> GetEntryAsync(string name, string kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            return entry;
        }

        throw await MissAsync(name, kind, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RerunNotFoundException> MissAsync(string name, string kind, CancellationToken cancellationToken)
    {
        var names = await GetEntryNamesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return new RerunNotFoundException($"There is no {kind} '{name}' in {Url}.{NearestNames.Hint(name, names)}");
    }

    private async ValueTask<Entry?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = await Catalog.FindEntriesAsync(new EntryFilter(Name: name), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : Wrap(await Catalog.ReadEntryAsync(found[0].Id, cancellationToken).ConfigureAwait(false));
    }

    private Entry Wrap(EntryDetails details) => details.Kind switch
    {
        EntryKind.Dataset or EntryKind.BlueprintDataset => new DatasetEntry(this, details),
        EntryKind.Table => new TableEntry(this, details),
        _ => new OtherEntry(this, details),
    };

    private static string Describe(EntryKind kind) => kind switch
    {
        EntryKind.Dataset => "dataset",
        EntryKind.DatasetView => "view of a dataset",
        EntryKind.Table => "table",
        EntryKind.TableView => "view of a table",
        EntryKind.BlueprintDataset => "blueprint dataset",
        _ => $"entry of kind {(int)kind}",
    };
}
