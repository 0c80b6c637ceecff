namespace Rerun.Catalog.Embedded.Indexes;

/// <summary>Where a hit was found, and how good it is.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="Time">The value of the indexed timeline.</param>
/// <param name="Instance">The position in the component's list.</param>
/// <param name="Measure">The score or the distance; nothing of a search for equality.</param>
internal readonly record struct SearchHit(string Partition, string Layer, Tuid Chunk, long Time, uint Instance, float Measure);
