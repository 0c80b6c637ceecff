namespace Rerun.Catalog;

/// <summary>An entry of a kind that this release gives no members to: a view, or a kind of a newer server.</summary>
internal sealed class OtherEntry(CatalogClient catalog, EntryDetails details) : Entry(catalog, details);
