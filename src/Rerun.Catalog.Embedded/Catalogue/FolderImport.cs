using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>Fills a folder's new catalogue with what the folder showed without one: its datasets, layers, blueprints and tables, with the same ids.</summary>
internal sealed class FolderImport(string folder, TuidSequence ids)
{
    private readonly List<ImportedDataset> _datasets = [];
    private readonly List<ImportedTable> _tables = [];

    /// <summary>Reads everything in the folder.</summary>
    /// <exception cref="RerunException">A file cannot be read or has a fault, and faulty files are an error.</exception>
    public static FolderImport Read(string folder, LayerReading reading, TuidSequence ids)
    {
        var import = new FolderImport(folder, ids);
        var listing = FolderListing.OfFolder(folder);
        foreach (var dataset in listing.Datasets)
        {
            import._datasets.Add(new ImportedDataset(
                dataset.Name,
                reading.ReadFound(FilesOf(dataset.Recordings), RrdStoreKind.Recording),
                reading.ReadFound(FilesOf(dataset.Blueprints), RrdStoreKind.Blueprint)));
        }

        import._tables.AddRange(listing.Tables.Select(ReadTable));
        return import;
    }

    /// <summary>Writes everything, in the caller's transaction.</summary>
    /// <exception cref="RerunException">Two recordings would be one layer of one partition, or do not fit together.</exception>
    public void Write(CatalogueConnection connection)
    {
        var paths = new CataloguePaths(folder);
        foreach (var (name, recordings, blueprints) in _datasets)
        {
            var blueprintId = blueprints.Count > 0 ? EntryIds.OfBlueprintDataset(name) : ids.Next();
            var dataset = EntryRows.InsertDataset(connection, name, EntryIds.OfDataset(name), blueprintId);
            new LayerRows(connection, paths, dataset.Id, name).Add(recordings, IfDuplicate.Error);
            new LayerRows(connection, paths, blueprintId, EntryNames.OfBlueprintDataset(dataset.Id)).Add(blueprints, IfDuplicate.Error);
        }

        foreach (var (listing, columns, rows) in _tables)
        {
            var entry = EntryRows.Insert(
                connection, EntryRows.New(EntryIds.OfTable(listing.Name), listing.Name, EntryKind.Table, FileUrls.Of(listing.File.Path)));
            connection.Execute("INSERT INTO tables (entry, columns) VALUES ($1, $2)", entry.Id, columns);
            connection.Execute(
                "INSERT INTO table_files (entry, path, length, write_time, row_count) VALUES ($1, $2, $3, $4, $5)",
                entry.Id,
                paths.ToStored(listing.File.Path),
                listing.File.Length,
                listing.File.WriteTime,
                rows);
        }
    }

    private static List<SourceFile> FilesOf(IReadOnlyList<RecordingFile> files) =>
        [.. files.Select(file => new SourceFile(file.File.Path, file.Layer))];

    private static ImportedTable ReadTable(TableListing listing)
    {
        using var stream = ArrowFileStream.Open(listing.File.Path);
        long rows = 0;
        while (stream.ReadNext() is { } batch)
        {
            rows += batch.Length;
        }

        listing.File.RequireUnchanged();
        return new ImportedTable(listing, ArrowStreamWriter.Serialize(stream.Schema), rows);
    }

    private sealed record ImportedDataset(string Name, List<PreparedLayer> Recordings, List<PreparedLayer> Blueprints);

    private sealed record ImportedTable(TableListing Listing, byte[] Columns, long RowCount);
}
