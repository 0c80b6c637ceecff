using Rerun.Arrow;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A table that is one Arrow file of a folder.</summary>
internal sealed class ArrowFileTable(TableListing listing)
{
    public EntryDetails Details { get; } = new()
    {
        Id = EntryIds.OfTable(listing.Name),
        Name = listing.Name,
        Kind = EntryKind.Table,
        CreatedAtNanoseconds = listing.File.WriteTime,
        UpdatedAtNanoseconds = listing.File.WriteTime,
        StorageUrl = FileUrls.Of(listing.File.Path),
    };

    /// <exception cref="RerunException">The file has changed, cannot be read, or is no Arrow file.</exception>
    public Schema ReadSchema()
    {
        using var reader = Read();
        return reader.Schema;
    }

    /// <exception cref="RerunException">The file has changed, cannot be read, or is no Arrow file.</exception>
    public IArrowArrayStream Read()
    {
        listing.File.RequireUnchanged();
        return ArrowFileStream.Open(listing.File.Path);
    }
}
