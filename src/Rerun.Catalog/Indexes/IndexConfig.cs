namespace Rerun.Catalog;

/// <summary>A search index as it is asked for. Mirrors <c>IndexConfig</c>. A component column has at most one.</summary>
/// <param name="Column">What is indexed.</param>
/// <param name="TimeIndex">The timeline whose values locate the hits.</param>
/// <param name="Properties">What the index is.</param>
public sealed record IndexConfig(IndexedColumn Column, string TimeIndex, IndexProperties Properties);
