namespace Rerun.Catalog;

/// <summary>A search index that exists. Mirrors <c>IndexingResult</c>.</summary>
/// <param name="Config">What it is.</param>
/// <param name="StatisticsJson">What the catalog tells of its state, as JSON text; null or empty where it tells nothing.</param>
/// <param name="MemoryUsed">The bytes of memory that building took, or null where the catalog does not tell.</param>
public sealed record IndexInfo(IndexConfig Config, string? StatisticsJson = null, long? MemoryUsed = null);
