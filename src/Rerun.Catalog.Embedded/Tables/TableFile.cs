using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>One of the files that hold a table's rows.</summary>
/// <param name="File">The file; of a table in memory, a name that its storage knows.</param>
/// <param name="RowCount">The number of rows in it.</param>
internal sealed record TableFile(FileIdentity File, long RowCount)
{
    /// <summary>The number of the file's row in the catalogue; 0 while it has none.</summary>
    public long Number { get; init; }
}
