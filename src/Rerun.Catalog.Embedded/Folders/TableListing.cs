namespace Rerun.Catalog.Embedded.Folders;

/// <summary>A table as it lies in a folder: an Arrow file.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="File">The file.</param>
internal sealed record TableListing(string Name, FileIdentity File);
