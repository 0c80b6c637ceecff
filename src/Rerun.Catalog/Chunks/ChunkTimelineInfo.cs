namespace Rerun.Catalog.Chunks;

/// <summary>What the chunk directory knows of one timeline of a chunk.</summary>
/// <param name="Name">The timeline's name.</param>
/// <param name="Kind">What its values count.</param>
/// <param name="Start">The smallest value in the chunk, inclusive, in the timeline's unit; null where it is not known without decoding.</param>
/// <param name="End">The greatest value in the chunk, inclusive; null where it is not known without decoding.</param>
public sealed record ChunkTimelineInfo(string Name, IndexKind Kind, long? Start, long? End);
