using Rerun.Arrow;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded;

/// <content>Entries: finding, creating, changing and deleting them.</content>
public sealed partial class EmbeddedCatalog
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => new(_entries.Current().All);

    /// <inheritdoc/>
    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => new(EntryTable.Of([.. _entries.Current().All]));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntryDetails>> FindEntriesAsync(EntryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new ValueTask<IReadOnlyList<EntryDetails>>([.. _entries.Current().All.Where(filter.Includes)]);
    }

    /// <inheritdoc/>
    public ValueTask<EntryDetails> ReadEntryAsync(Tuid entry, CancellationToken cancellationToken = default) => new(Details(entry));

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> CreateDatasetAsync(string name, Tuid? id = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (own, blueprints) = (id ?? _ids.Next(), _ids.Next());
        return await RequireWritable()
            .WriteAsync(connection => EntryRows.InsertDataset(connection, name, own, blueprints), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> UpdateDatasetAsync(
        Tuid dataset, Tuid? blueprintDataset, string? defaultBlueprintPartition, CancellationToken cancellationToken = default)
    {
        await ChangeAsync(
            connection => EntryRows.SetBlueprints(connection, dataset, blueprintDataset, defaultBlueprintPartition), cancellationToken).ConfigureAwait(false);
        return Details(dataset);
    }

    /// <inheritdoc/>
    public async ValueTask<EntryDetails> RenameEntryAsync(Tuid entry, string? name, CancellationToken cancellationToken = default)
    {
        RequireNotSystem(entry, "renamed");
        if (name is not null)
        {
            await ChangeAsync(connection => EntryRows.Rename(connection, entry, name), cancellationToken).ConfigureAwait(false);
        }

        return Details(entry);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteEntryAsync(Tuid entry, CancellationToken cancellationToken = default)
    {
        RequireNotSystem(entry, "deleted");
        RequireWritable();
        var forgetRows = _tables!.RowsInMemory(entry);
        await ChangeAsync(connection => EntryRows.Delete(connection, entry), cancellationToken).ConfigureAwait(false);
        forgetRows();
    }

    private static void RequireNotSystem(Tuid entry, string what)
    {
        if (entry == EntrySet.EntryTableId)
        {
            throw new RerunException($"'{EntryTable.Name}' is a table of the catalog itself and cannot be {what}.", RerunErrorCode.InvalidArgument);
        }
    }

    private async ValueTask ChangeAsync(Action<Catalogue.CatalogueConnection> change, CancellationToken cancellationToken) =>
        await RequireWritable()
            .WriteAsync(
                connection =>
                {
                    change(connection);
                    return true;
                },
                cancellationToken)
            .ConfigureAwait(false);

    private EntryDetails Details(Tuid entry) =>
        _entries.Current().All.FirstOrDefault(known => known.Id == entry)
            ?? throw new RerunNotFoundException($"There is no entry with the id {entry} in {Location}.");
}
