namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Where the entries of a catalog come from.</summary>
internal abstract class CatalogEntries : IDisposable
{
    /// <summary>The entries as they are now.</summary>
    public abstract EntrySet Current();

    public abstract void Dispose();
}
