using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog;

/// <content>The members that list entries.</content>
public sealed partial class CatalogClient
{
    private const string HiddenPrefix = "__";
    private const int ConcurrentReads = 8;

    /// <summary>All entries, sorted by name. Mirrors <c>CatalogClient.all_entries</c>.</summary>
    /// <param name="includeHidden">Whether entries whose names begin with two underscores are listed, as the official client does.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<Entry>> GetEntriesAsync(bool includeHidden = true, CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(null, includeHidden, cancellationToken).ConfigureAwait(false);
        return [.. (await ReadAsync(entries, cancellationToken).ConfigureAwait(false)).Select(Wrap)];
    }

    /// <inheritdoc cref="GetEntriesAsync"/>
    public IReadOnlyList<Entry> GetEntries(bool includeHidden = true) => Blocking.Wait(() => GetEntriesAsync(includeHidden));

    /// <summary>The names of all entries, sorted. Mirrors <c>CatalogClient.entry_names</c>.</summary>
    /// <param name="includeHidden">Whether names that begin with two underscores are listed, as the official client does.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<string>> GetEntryNamesAsync(bool includeHidden = true, CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(null, includeHidden, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Name)];
    }

    /// <inheritdoc cref="GetEntryNamesAsync"/>
    public IReadOnlyList<string> GetEntryNames(bool includeHidden = true) => Blocking.Wait(() => GetEntryNamesAsync(includeHidden));

    /// <summary>All datasets but those of blueprints, sorted by name. Mirrors <c>CatalogClient.dataset_entries</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<DatasetEntry>> GetDatasetsAsync(CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(EntryKind.Dataset, true, cancellationToken).ConfigureAwait(false);
        return [.. (await ReadAsync(entries, cancellationToken).ConfigureAwait(false)).Select(entry => new DatasetEntry(this, entry))];
    }

    /// <inheritdoc cref="GetDatasetsAsync"/>
    public IReadOnlyList<DatasetEntry> GetDatasets() => Blocking.Wait(() => GetDatasetsAsync());

    /// <summary>The names of all datasets but those of blueprints, sorted. Mirrors <c>CatalogClient.dataset_names</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<string>> GetDatasetNamesAsync(CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(EntryKind.Dataset, true, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Name)];
    }

    /// <inheritdoc cref="GetDatasetNamesAsync"/>
    public IReadOnlyList<string> GetDatasetNames() => Blocking.Wait(() => GetDatasetNamesAsync());

    /// <summary>All tables, sorted by name. Mirrors <c>CatalogClient.table_entries</c>.</summary>
    /// <param name="includeHidden">Whether <c>__entries</c> and its like are listed, as the official client does.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<TableEntry>> GetTablesAsync(bool includeHidden = true, CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(EntryKind.Table, includeHidden, cancellationToken).ConfigureAwait(false);
        return [.. (await ReadAsync(entries, cancellationToken).ConfigureAwait(false)).Select(entry => new TableEntry(this, entry))];
    }

    /// <inheritdoc cref="GetTablesAsync"/>
    public IReadOnlyList<TableEntry> GetTables(bool includeHidden = true) => Blocking.Wait(() => GetTablesAsync(includeHidden));

    /// <summary>The names of all tables, sorted. Mirrors <c>CatalogClient.table_names</c>.</summary>
    /// <param name="includeHidden">Whether <c>__entries</c> and its like are listed, as the official client does.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<string>> GetTableNamesAsync(bool includeHidden = true, CancellationToken cancellationToken = default)
    {
        var entries = await ListAsync(EntryKind.Table, includeHidden, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => entry.Name)];
    }

    /// <inheritdoc cref="GetTableNamesAsync"/>
    public IReadOnlyList<string> GetTableNames(bool includeHidden = true) => Blocking.Wait(() => GetTableNamesAsync(includeHidden));

    /// <summary>The table of entries: id, name, kind and times of each. Mirrors <c>CatalogClient.entries</c>.</summary>
    /// <param name="cancellationToken">Cancels the stream.</param>
    public async IAsyncEnumerable<RecordBatch> ScanEntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await Catalog.GetEntryTableAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ScanEntriesAsync"/>
    public IEnumerable<RecordBatch> ScanEntries() => Blocking.Enumerate(ScanEntriesAsync());

    /// <summary>The rows of the table of entries that are datasets, without the column of the kind. Mirrors <c>CatalogClient.datasets</c>.</summary>
    /// <param name="cancellationToken">Cancels the stream.</param>
    public IAsyncEnumerable<RecordBatch> ScanDatasetsAsync(CancellationToken cancellationToken = default) =>
        ScanKindAsync(EntryKind.Dataset, cancellationToken);

    /// <inheritdoc cref="ScanDatasetsAsync"/>
    public IEnumerable<RecordBatch> ScanDatasets() => Blocking.Enumerate(ScanDatasetsAsync());

    /// <summary>The rows of the table of entries that are tables, without the column of the kind. Mirrors <c>CatalogClient.tables</c>.</summary>
    /// <param name="cancellationToken">Cancels the stream.</param>
    public IAsyncEnumerable<RecordBatch> ScanTablesAsync(CancellationToken cancellationToken = default) =>
        ScanKindAsync(EntryKind.Table, cancellationToken);

    /// <inheritdoc cref="ScanTablesAsync"/>
    public IEnumerable<RecordBatch> ScanTables() => Blocking.Enumerate(ScanTablesAsync());

    private async IAsyncEnumerable<RecordBatch> ScanKindAsync(
        EntryKind kind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return EntryTable.OfKind(await Catalog.GetEntryTableAsync(cancellationToken).ConfigureAwait(false), kind);
    }

    private async ValueTask<List<EntryDetails>> ListAsync(EntryKind? kind, bool includeHidden, CancellationToken cancellationToken)
    {
        var entries = await Catalog.FindEntriesAsync(new EntryFilter(Kind: kind), cancellationToken).ConfigureAwait(false);
        return
        [
            .. entries
                .Where(entry => includeHidden || !entry.Name.StartsWith(HiddenPrefix, StringComparison.Ordinal))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>All that is known of the entries, in their order; those deleted meanwhile are left out.</summary>
    private async ValueTask<IEnumerable<EntryDetails>> ReadAsync(List<EntryDetails> entries, CancellationToken cancellationToken)
    {
        var details = new EntryDetails?[entries.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, details.Length, options, async (i, cancellation) =>
        {
            try
            {
                details[i] = entries[i].Kind is EntryKind.Dataset or EntryKind.BlueprintDataset or EntryKind.Table
                    ? await Catalog.ReadEntryAsync(entries[i].Id, cancellation).ConfigureAwait(false)
                    : entries[i];
            }
            catch (RerunNotFoundException)
            {
                details[i] = null;
            }
        }).ConfigureAwait(false);
        return details.OfType<EntryDetails>();
    }
}
