namespace Rerun.Catalog;

public partial interface ICatalog
{
    /// <summary>
    /// The entries that a filter includes, in order of creation. The details of datasets and tables (blueprints, storage) may be missing: a server tells them
    /// only of one entry at a time, see <see cref="ReadEntryAsync"/>.
    /// </summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    async ValueTask<IReadOnlyList<EntryDetails>> FindEntriesAsync(EntryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. (await GetEntriesAsync(cancellationToken).ConfigureAwait(false)).Where(filter.Includes)];
    }

    /// <summary>All that is known of a dataset or a table.</summary>
    /// <param name="entry">The entry's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no entry with that id.</exception>
    async ValueTask<EntryDetails> ReadEntryAsync(Tuid entry, CancellationToken cancellationToken = default) =>
        (await FindEntriesAsync(new EntryFilter(entry), cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            ?? throw new RerunNotFoundException($"There is no entry with the id {entry} in {Location}.");

    /// <summary>Creates an empty dataset, and the dataset of its blueprints.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="id">Its id, or null for a new one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name or id exists.</exception>
    ValueTask<EntryDetails> CreateDatasetAsync(string name, Tuid? id = null, CancellationToken cancellationToken = default) => throw NotOffered("creating datasets");

    /// <summary>Changes what a dataset says of its blueprints.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="blueprintDataset">The dataset with its blueprints, or null for none.</param>
    /// <param name="defaultBlueprintPartition">The partition that is shown by default, or null for none. It is not looked up.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<EntryDetails> UpdateDatasetAsync(
        Tuid dataset, Tuid? blueprintDataset, string? defaultBlueprintPartition, CancellationToken cancellationToken = default) =>
        throw NotOffered("changing datasets");

    /// <summary>Changes the name of an entry.</summary>
    /// <param name="entry">The entry's id.</param>
    /// <param name="name">The new name; null changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">Another entry has that name.</exception>
    ValueTask<EntryDetails> RenameEntryAsync(Tuid entry, string? name, CancellationToken cancellationToken = default) => throw NotOffered("changing entries");

    /// <summary>Takes an entry out of the catalog; a dataset with the dataset of its blueprints. Recordings and files of tables stay where they are.</summary>
    /// <param name="entry">The entry's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask DeleteEntryAsync(Tuid entry, CancellationToken cancellationToken = default) => throw NotOffered("deleting entries");

    private RerunException NotOffered(string what) => new($"The catalog {Location} does not offer {what}.", RerunErrorCode.NotSupported);
}
