namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>An index column of a chunk's schema.</summary>
/// <param name="Column">Its position in the stored record batch.</param>
/// <param name="Name">The timeline's name.</param>
/// <param name="Kind">What its values count.</param>
/// <param name="ClaimsSorted">Whether the values are said to be in order; checked before it is believed.</param>
internal sealed record ChunkSchemaTimeline(int Column, string Name, IndexKind Kind, bool ClaimsSorted);
