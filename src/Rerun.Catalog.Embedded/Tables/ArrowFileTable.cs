using Rerun.Arrow;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A table that is one Arrow file of a folder.</summary>
internal sealed class ArrowFileTable(TableListing listing) : EmbeddedTable
{
    public override EntryDetails Details { get; } = new()
    {
        Id = EntryIds.OfTable(listing.Name),
        Name = listing.Name,
        Kind = EntryKind.Table,
        CreatedAtNanoseconds = listing.File.WriteTime,
        UpdatedAtNanoseconds = listing.File.WriteTime,
        StorageUrl = FileUrls.Of(listing.File.Path),
    };

    public override Schema ReadSchema()
    {
        using var reader = Read();
        return reader.Schema;
    }

    public override IArrowArrayStream Read()
    {
        listing.File.RequireUnchanged();
        return ArrowFileStream.Open(listing.File.Path);
    }
}
