namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>A search index of the catalogue.</summary>
/// <param name="Number">The number of its row.</param>
/// <param name="Config">What it is.</param>
internal sealed record StoredIndex(long Number, IndexConfig Config);
