using Rerun.Arrow;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>The tables of a catalogue.</summary>
internal sealed class CataloguedTables
{
    private const int MostAttempts = 20;

    private readonly CatalogueFile _catalogue;
    private readonly TuidSequence _ids;
    private readonly TableLedger _ledger;
    private readonly TableStorages _storages;
    private readonly TableWriting _writing;

    public CataloguedTables(CatalogueFile catalogue, TuidSequence ids, EmbeddedCatalogOptions options)
    {
        _catalogue = catalogue;
        _ids = ids;
        _ledger = new TableLedger(catalogue);
        _storages = new TableStorages(catalogue.Folder);
        _writing = new TableWriting(_ledger, _storages, options.Logger);
    }

    /// <summary>Creates an empty table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="url">Its folder, which may exist but must hold no table; null for a place of the catalog's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">The name is taken, or a table is stored there.</exception>
    /// <exception cref="RerunException">The schema names a column twice, or the folder cannot be made.</exception>
    public async Task<EntryDetails> CreateAsync(string name, Schema schema, string? url, CancellationToken cancellationToken)
    {
        RowConforming.RequireStorable(schema, name);
        var folder = url is null ? null : Path.TrimEndingDirectorySeparator(FileUrls.ToPath(url));
        var state = new TableState(_ids.Next(), schema, folder, []);
        var place = _storages.FolderOf(state);
        var storageUrl = url is not null && url.Contains("://", StringComparison.Ordinal) ? url
            : place is null ? $"memory:///{state.Table}"
            : FileUrls.Of(place);
        return await _catalogue.WriteAsync(
            connection =>
            {
                var entry = EntryRows.Insert(connection, EntryRows.New(state.Table, name, EntryKind.Table, storageUrl));
                if (folder is not null && (_ledger.HasTableIn(connection, folder) || File.Exists(folder) || TableSource.IsOccupied(folder)))
                {
                    throw new RerunAlreadyExistsException($"A table is stored at '{url}' already; to take it into the catalog, register it.");
                }

                Make(place);
                _ledger.Add(connection, state);
                return entry;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a stored table into the catalog.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="url">A folder of Arrow files, or one such file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">The name is taken.</exception>
    /// <exception cref="RerunException">The place holds no table that can be read.</exception>
    public async Task<EntryDetails> RegisterAsync(string name, string url, CancellationToken cancellationToken)
    {
        var path = Path.TrimEndingDirectorySeparator(FileUrls.ToPath(url));
        var id = _ids.Next();
        _catalogue.Read(connection =>
        {
            // Before the files are read, which may take long; and once more when the entry is added.
            EntryRows.RequireFree(connection, name, id);
            return true;
        });
        var source = await TableSource.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        RowConforming.RequireStorable(source.Schema, name);
        var storageUrl = FileUrls.Of(path) + (source.Folder is null ? "" : "/");
        return await _catalogue.WriteAsync(
            connection =>
            {
                var entry = EntryRows.Insert(connection, EntryRows.New(id, name, EntryKind.Table, storageUrl));
                _ledger.Add(connection, new TableState(id, source.Schema, source.Folder, source.Files));
                return entry;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes rows to a table.</summary>
    /// <exception cref="RerunException">The rows do not fit the table, or cannot be written.</exception>
    public Task WriteAsync(EntryDetails table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken) =>
        _writing.WriteAsync(table.Id, table.Name, batches, mode, cancellationToken);

    /// <summary>The schema of a table.</summary>
    /// <exception cref="RerunNotFoundException">There is no such table.</exception>
    public Schema ReadSchema(Tuid table) => _ledger.Read(table).Schema;

    /// <summary>The rows of a table as it is now.</summary>
    /// <exception cref="RerunException">A file has changed or is gone.</exception>
    public IArrowArrayStream Read(Tuid table)
    {
        var state = _ledger.Read(table);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return TableStream.Open(state, _storages.Of(state));
            }
            catch (RerunException) when (attempt < MostAttempts && _ledger.Read(table) is var now && !now.Files.SequenceEqual(state.Files))
            {
                // A file was replaced between the look at the catalogue and its opening.
                state = now;
            }
        }
    }

    /// <summary>Puts the storage of tables in order.</summary>
    /// <param name="tables">Which tables.</param>
    /// <param name="compact">Whether small files are joined.</param>
    /// <param name="cleanupBefore">Files that no table refers to are deleted if they are older than this instant, in UTC; null deletes none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many files were joined, and how many were deleted.</returns>
    public async Task<(int Joined, int Deleted)> MaintainAsync(
        IReadOnlyList<Tuid> tables, bool compact, DateTime? cleanupBefore, CancellationToken cancellationToken)
    {
        var (joined, deleted) = (0, 0);
        foreach (var table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                joined += compact ? await _writing.CompactAsync(table, cancellationToken).ConfigureAwait(false) : 0;
                if (cleanupBefore is { } before && _storages.FolderOf(_ledger.Read(table)) is { } folder)
                {
                    deleted += new FolderTableStorage(folder).DeleteUnreferred(_ledger.ReferredPaths, before);
                }
            }
            catch (RerunNotFoundException)
            {
                // Somebody has deleted the table meanwhile.
            }
        }

        return (joined, deleted);
    }

    /// <summary>The rows that a table keeps in memory, to be given back once the table is deleted.</summary>
    /// <returns>Gives them back; does nothing where the rows are in files, which stay.</returns>
    public Action RowsInMemory(Tuid table)
    {
        if (_catalogue.Folder is not null || !All().Contains(table) || _ledger.Read(table) is not { Folder: null } state)
        {
            return () => { };
        }

        var storage = _storages.Of(state);
        return () =>
        {
            foreach (var file in state.Files.Where(storage.Owns))
            {
                storage.Delete(file);
            }
        };
    }

    /// <summary>The ids of all tables.</summary>
    public IReadOnlyList<Tuid> All() => _ledger.Tables();

    private static void Make(string? folder)
    {
        try
        {
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"The table's folder '{folder}' cannot be made: {exception.Message}", RerunErrorCode.InputOutput, exception)
            {
                FileName = folder,
            };
        }
    }
}
