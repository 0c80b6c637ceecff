using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Which files make up each table: rows of the catalogue, changed in one transaction.</summary>
internal sealed class TableLedger(CatalogueFile catalogue)
{
    private readonly CataloguePaths _paths = new(catalogue.Folder);

    /// <summary>What a table is now.</summary>
    /// <exception cref="RerunNotFoundException">There is no table with that id.</exception>
    public TableState Read(Tuid table) => catalogue.Read(connection => Read(connection, table));

    /// <summary>Takes a table into the catalogue, whose entry is there.</summary>
    public void Add(CatalogueConnection connection, TableState state)
    {
        connection.Execute(
            "INSERT INTO tables (entry, columns, folder) VALUES ($1, $2, $3)",
            state.Table,
            ArrowStreamWriter.Serialize(state.Schema),
            state.Folder is null ? null : _paths.ToStored(state.Folder));
        Write(connection, state.Table, state with { Files = [] }, state);
    }

    /// <summary>Changes what a table is. Between what the function sees and what it gives, nobody else changes the table.</summary>
    /// <returns>What the table is now.</returns>
    /// <exception cref="RerunNotFoundException">There is no table with that id.</exception>
    public Task<TableState> ChangeAsync(Tuid table, Func<TableState, TableState> change, CancellationToken cancellationToken) =>
        catalogue.WriteAsync(
            connection =>
            {
                var before = Read(connection, table);
                var after = change(before);
                if (ReferenceEquals(before, after))
                {
                    return before;
                }

                Write(connection, table, before, after);
                return Read(connection, table);
            },
            cancellationToken);

    /// <summary>The paths of all files that some table refers to.</summary>
    public HashSet<string> ReferredPaths() => catalogue.Read(connection => connection
        .Select("SELECT path FROM table_files", row => _paths.FromStored(row.GetString(0)))
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether a table keeps its files in a folder.</summary>
    public bool HasTableIn(CatalogueConnection connection, string folder) =>
        connection.Number("SELECT count(*) FROM tables WHERE folder = $1", _paths.ToStored(folder)) > 0;

    /// <summary>The ids of all tables.</summary>
    public IReadOnlyList<Tuid> Tables() => catalogue.Read(connection => connection.Select("SELECT entry FROM tables", row => row.GetId(0)));

    private TableState Read(CatalogueConnection connection, Tuid table)
    {
        if (connection.Select("SELECT columns, folder FROM tables WHERE entry = $1", row => (row.GetBytes(0), row.GetTextOrNull(1)), table)
            is not [var (columns, folder)])
        {
            throw new RerunNotFoundException($"There is no table with the id {table}.");
        }

        var files = connection.Select(
            "SELECT file, path, length, write_time, row_count FROM table_files WHERE entry = $1 ORDER BY position",
            row => new TableFile(new FileIdentity(_paths.FromStored(row.GetString(1)), row.GetInt64(2), row.GetInt64(3)), row.GetInt64(4))
            {
                Number = row.GetInt64(0),
            },
            table);
        return new TableState(table, SchemaOf(columns), folder is null ? null : _paths.FromStored(folder), [.. files]);
    }

    private void Write(CatalogueConnection connection, Tuid table, TableState before, TableState after)
    {
        if (!before.Schema.Equals(after.Schema))
        {
            connection.Execute("UPDATE tables SET columns = $2 WHERE entry = $1", table, ArrowStreamWriter.Serialize(after.Schema));
        }

        var kept = after.Files.Select(file => file.Number).ToHashSet();
        foreach (var file in before.Files.Where(file => !kept.Contains(file.Number)))
        {
            connection.Execute("DELETE FROM table_files WHERE file = $1", file.Number);
        }

        for (var i = 0; i < after.Files.Length; i++)
        {
            var file = after.Files[i];
            if (file.Number == 0)
            {
                connection.Execute(
                    "INSERT INTO table_files (entry, position, path, length, write_time, row_count) VALUES ($1, $2, $3, $4, $5, $6)",
                    table,
                    i,
                    _paths.ToStored(file.File.Path),
                    file.File.Length,
                    file.File.WriteTime,
                    file.RowCount);
            }
            else if (i >= before.Files.Length || before.Files[i].Number != file.Number)
            {
                connection.Execute("UPDATE table_files SET position = $2 WHERE file = $1", file.Number, i);
            }
        }
    }

    private static Schema SchemaOf(byte[] columns)
    {
        using var reader = new ArrowStreamReader(columns);
        return reader.Schema;
    }
}
