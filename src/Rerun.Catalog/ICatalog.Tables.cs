using Rerun.Arrow;

namespace Rerun.Catalog;

public partial interface ICatalog
{
    /// <summary>Creates an empty table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">Its schema; field metadata is kept.</param>
    /// <param name="url">Where it is stored, or null for the catalog's choice; servers before 0.29 need it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name exists, or a table is stored there.</exception>
    ValueTask<EntryDetails> CreateTableAsync(string name, Schema schema, string? url, CancellationToken cancellationToken = default) =>
        throw NotOffered("creating tables");

    /// <summary>Takes a stored table into the catalog. It stays where it is.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="url">Where the table is stored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name exists.</exception>
    ValueTask<EntryDetails> RegisterTableAsync(string name, string url, CancellationToken cancellationToken = default) => throw NotOffered("registering tables");

    /// <summary>Writes rows to a table. The stream counts as a whole: all of it is written, or nothing.</summary>
    /// <remarks>Official servers write each batch of an append on its own, and the one of an overwrite alone.</remarks>
    /// <param name="table">The table's id.</param>
    /// <param name="batches">The rows. Columns may come in any order; a nullable column that is missing is filled with nulls.</param>
    /// <param name="mode">How they are written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunException">A column does not fit the table's schema.</exception>
    ValueTask WriteTableAsync(
        Tuid table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default) =>
        throw NotOffered("writing tables");
}
