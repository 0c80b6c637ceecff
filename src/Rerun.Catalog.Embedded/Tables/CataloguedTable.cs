using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A table whose files are rows of a catalogue.</summary>
internal sealed class CataloguedTable(EntryDetails details, CatalogueFile catalogue) : EmbeddedTable
{
    public override EntryDetails Details => details;

    public override Schema ReadSchema()
    {
        var columns = catalogue.Read(connection =>
            connection.Select("SELECT columns FROM tables WHERE entry = $1", row => row.GetBytes(0), details.Id));
        return columns is [var bytes]
            ? ReadColumns(bytes)
            : throw new RerunNotFoundException($"There is no table with the id {details.Id}.");
    }

    public override IArrowArrayStream Read()
    {
        var (schema, files) = (ReadSchema(), ReadFiles());
        foreach (var file in files)
        {
            file.RequireUnchanged();
        }

        return new ArrowFilesStream(schema, [.. files.Select(file => file.Path)]);
    }

    private static Schema ReadColumns(byte[] bytes)
    {
        using var reader = new ArrowStreamReader(bytes);
        return reader.Schema;
    }

    private List<FileIdentity> ReadFiles()
    {
        var paths = new CataloguePaths(catalogue.Folder);
        return catalogue.Read(connection => connection.Select(
            "SELECT path, length, write_time FROM table_files WHERE entry = $1 ORDER BY file",
            row => new FileIdentity(paths.FromStored(row.GetString(0)), row.GetInt64(1), row.GetInt64(2)),
            details.Id));
    }
}
