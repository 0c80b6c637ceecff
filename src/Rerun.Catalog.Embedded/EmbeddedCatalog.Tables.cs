using Rerun.Arrow;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Tables;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded;

/// <content>Tables: creating, registering, writing and reading them.</content>
public sealed partial class EmbeddedCatalog
{
    /// <inheritdoc/>
    /// <remarks>
    /// A table is a folder of Arrow files: the one that the URL or path names, which may exist but must hold no table; or, without it, one below the catalog's
    /// folder. In <see cref="InMemory"/> a table without a URL is kept in memory.
    /// </remarks>
    public async ValueTask<EntryDetails> CreateTableAsync(string name, Schema schema, string? url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(schema);
        RequireWritable();
        return await _tables!.CreateAsync(name, schema, url, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A folder of Arrow files (IPC file or stream format), or one such file. All are read once. A file that changes later cannot be read any more; those that
    /// were there are never changed or deleted, also when the table is overwritten. A Lance table is an error.
    /// </remarks>
    public async ValueTask<EntryDetails> RegisterTableAsync(string name, string url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        RequireWritable();
        return await _tables!.RegisterAsync(name, url, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// When the call has returned, the rows are there durably. Overwriting may change the schema; without any batch it changes nothing. Rows that replace others
    /// stand in their place; columns that they do not have keep their values, and are null in rows that are added.
    /// </remarks>
    public async ValueTask WriteTableAsync(
        Tuid table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        RequireNotSystem(table, "written");
        RequireWritable();
        await _tables!.WriteAsync(_entries.Current().Table(table).Details, batches, mode, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) =>
        table == EntrySet.EntryTableId ? new(EntryTable.Schema) : new(_entries.Current().Table(table).ReadSchema());

    /// <inheritdoc/>
    /// <remarks>The rows are those of the moment when the stream was opened, whatever is written or cleaned up while it is read.</remarks>
    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default)
    {
        var entries = _entries.Current();
        return table == EntrySet.EntryTableId ? new(new BatchStream(EntryTable.Of([.. entries.All]))) : new(entries.Table(table).Read());
    }
}
