using System.Diagnostics.CodeAnalysis;
using Rerun.Arrow;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog;

/// <content>The members that create and write tables, and maintenance.</content>
public sealed partial class CatalogClient
{
    /// <summary>Creates an empty table. Mirrors <c>CatalogClient.create_table_entry</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">Its columns; field metadata is kept.</param>
    /// <param name="url">Where it is stored, or null for the catalog's choice; servers before 0.29 need it. An embedded catalog takes a plain path too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name exists, or a table is stored there.</exception>
    /// <exception cref="RerunException">The catalog is read-only, or cannot store such a table.</exception>
    public async ValueTask<TableEntry> CreateTableAsync(string name, Schema schema, string? url = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(schema);
        return new TableEntry(this, await Catalog.CreateTableAsync(name, schema, url, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc cref="CreateTableAsync"/>
    public TableEntry CreateTable(string name, Schema schema, string? url = null) => Blocking.Wait(() => CreateTableAsync(name, schema, url));

    /// <summary>
    /// Takes a stored table into the catalog; it stays where it is. Mirrors <c>CatalogClient.register_table</c>. A server reads Lance directories, an
    /// embedded catalog Arrow IPC files: one, or a folder of them.
    /// </summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="url">Where the table is stored. An embedded catalog takes a plain path too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">An entry of that name exists.</exception>
    /// <exception cref="RerunException">There is no table that the catalog can read, or the catalog is read-only.</exception>
    public async ValueTask<TableEntry> RegisterTableAsync(string name, string url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        return new TableEntry(this, await Catalog.RegisterTableAsync(name, url, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc cref="RegisterTableAsync"/>
    public TableEntry RegisterTable(string name, string url) => Blocking.Wait(() => RegisterTableAsync(name, url));

    /// <summary>Writes rows to a table. Mirrors <c>CatalogClient.write_table</c>.</summary>
    /// <remarks>
    /// An embedded catalog writes all rows or none. Official servers write each batch of an append on its own; for an overwrite the batches are joined, as
    /// those servers would keep only the last.
    /// </remarks>
    /// <param name="name">The table's name, exactly.</param>
    /// <param name="batches">The rows. Columns may come in any order; a nullable column that is missing is filled with nulls.</param>
    /// <param name="mode">How they are written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no table of that name.</exception>
    /// <exception cref="RerunException">A column does not fit the table, or the catalog is read-only or does not know the mode.</exception>
    public async ValueTask WriteTableAsync(
        string name, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var table = await FindTableAsync(name, cancellationToken).ConfigureAwait(false);
        await Catalog.WriteTableAsync(table, batches, mode, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WriteTableAsync(string, IAsyncEnumerable{RecordBatch}, TableInsertMode, CancellationToken)"/>
    public async ValueTask WriteTableAsync(
        string name, IEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        await WriteTableAsync(name, batches.ToAsyncEnumerable(), mode, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="WriteTableAsync(string, IAsyncEnumerable{RecordBatch}, TableInsertMode, CancellationToken)"/>
    public void WriteTable(string name, IEnumerable<RecordBatch> batches, TableInsertMode mode) =>
        Blocking.Wait(() => WriteTableAsync(name, batches, mode));

    /// <summary>
    /// Makes rows of .NET values and appends them to a table. Mirrors <c>CatalogClient.append_to_table</c>, but for the text that a column gets: it is one
    /// value, not one per letter.
    /// </summary>
    /// <remarks>
    /// A sequence is a value per row, anything else the value of one row; so a single row of a list column is a list in a list. All columns have equally many
    /// rows. Numbers take the column's type: integers must fit, what lies behind the point is cut off. Instants take the column's unit and are stored in UTC.
    /// </remarks>
    /// <param name="table">The table's name, exactly.</param>
    /// <param name="columns">Column names with values. Columns that are not named are filled with nulls; without rows nothing is written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">A column is named twice, or columns have different numbers of rows.</exception>
    /// <exception cref="RerunNotFoundException">There is no table of that name.</exception>
    /// <exception cref="RerunException">There is no such column, a value does not fit its column, or the catalog is read-only.</exception>
    public async ValueTask AppendAsync(string table, IEnumerable<KeyValuePair<string, object?>> columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        KeyValuePair<string, object?>[] given = [.. columns];
        if (given.Length > 0)
        {
            var id = await FindTableAsync(table, cancellationToken).ConfigureAwait(false);
            var schema = await Catalog.GetTableSchemaAsync(id, cancellationToken).ConfigureAwait(false);
            if (AppendedRows.FromColumns(schema, given, table) is { Length: > 0 } batch)
            {
                await Catalog.WriteTableAsync(id, new[] { batch }.ToAsyncEnumerable(), TableInsertMode.Append, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc cref="AppendAsync(string, IEnumerable{KeyValuePair{string, object?}}, CancellationToken)"/>
    public void Append(string table, IEnumerable<KeyValuePair<string, object?>> columns) => Blocking.Wait(() => AppendAsync(table, columns));

    /// <summary>
    /// Makes rows of objects and appends them to a table: each public property is a column of that name, without regard to case and underscores. A typed form
    /// of <c>CatalogClient.append_to_table</c>.
    /// </summary>
    /// <typeparam name="T">The class of a row.</typeparam>
    /// <param name="table">The table's name, exactly.</param>
    /// <param name="rows">The rows. Columns without a property are filled with nulls; without rows nothing is written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no table of that name.</exception>
    /// <exception cref="RerunException">A property has no column, a value does not fit its column, or the catalog is read-only.</exception>
    public async ValueTask AppendAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        string table, IEnumerable<T> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var id = await FindTableAsync(table, cancellationToken).ConfigureAwait(false);
        var schema = await Catalog.GetTableSchemaAsync(id, cancellationToken).ConfigureAwait(false);
        using var batches = AppendedRows.FromObjects(schema, rows, table).GetEnumerator();
        if (batches.MoveNext())
        {
            await Catalog.WriteTableAsync(id, Started(batches).ToAsyncEnumerable(), TableInsertMode.Append, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="AppendAsync{T}(string, IEnumerable{T}, CancellationToken)"/>
    public void Append<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(string table, IEnumerable<T> rows) =>
        Blocking.Wait(() => AppendAsync(table, rows));

    /// <summary>Puts what the whole catalog keeps in order. Mirrors <c>CatalogClient.do_global_maintenance</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunException">The catalog is read-only, or offers no maintenance, as the official open-source servers do not.</exception>
    public ValueTask DoGlobalMaintenanceAsync(CancellationToken cancellationToken = default) => Catalog.DoGlobalMaintenanceAsync(cancellationToken);

    /// <inheritdoc cref="DoGlobalMaintenanceAsync"/>
    public void DoGlobalMaintenance() => Blocking.Wait(() => DoGlobalMaintenanceAsync());

    private static IEnumerable<RecordBatch> Started(IEnumerator<RecordBatch> batches)
    {
        do
        {
            yield return batches.Current;
        }
        while (batches.MoveNext());
    }

    private async ValueTask<Tuid> FindTableAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = await Catalog.FindEntriesAsync(new EntryFilter(Name: name), cancellationToken).ConfigureAwait(false);
        return found switch
        {
            [{ Kind: EntryKind.Table } table, ..] => table.Id,
            [{ } other, ..] => throw new RerunNotFoundException($"'{name}' is a {Describe(other.Kind)}, not a table."),
            _ => throw await MissAsync(name, "table", cancellationToken).ConfigureAwait(false),
        };
    }
}
