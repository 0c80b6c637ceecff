namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Finds where the rows of a table lie.</summary>
/// <param name="catalogueFolder">The catalogue's folder, or null for a catalog in memory.</param>
internal sealed class TableStorages(string? catalogueFolder)
{
    private const string FolderName = "tables";

    private readonly MemoryTableStorage _memory = new();

    /// <summary>The storage of a table.</summary>
    public ITableStorage Of(TableState table) => FolderOf(table) is { } folder ? new FolderTableStorage(folder) : _memory;

    /// <summary>The folder of a table's own files, which may not exist yet; null in memory.</summary>
    public string? FolderOf(TableState table) =>
        table.Folder ?? (catalogueFolder is null ? null : Path.Combine(catalogueFolder, FolderName, table.Table.ToString()));
}
