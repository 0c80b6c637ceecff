namespace Rerun.Catalog.Chunks;

/// <summary>One row of the chunk directory: what is known of a chunk without decoding its columns.</summary>
public sealed record ChunkInfo
{
    /// <summary>Names the chunk's bytes.</summary>
    public required ChunkKey Key { get; init; }

    /// <summary>The chunk's id. Of several chunks with one id in a partition, the first in the directory's order counts.</summary>
    public required Tuid Id { get; init; }

    /// <summary>The id of the partition that the chunk belongs to.</summary>
    public required string Partition { get; init; }

    /// <summary>The layer that the chunk belongs to.</summary>
    public required string Layer { get; init; }

    /// <summary>The entity that the chunk is about.</summary>
    public required EntityPath EntityPath { get; init; }

    /// <summary>Whether the chunk has no timeline at all.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>The chunk's timelines (empty for a static chunk), or null where the catalog does not tell.</summary>
    public required IReadOnlyList<ChunkTimelineInfo>? Timelines { get; init; }

    /// <summary>The identifiers of the chunk's components, or null where the catalog does not tell.</summary>
    public required IReadOnlyList<string>? Components { get; init; }

    /// <summary>The number of rows, or null where the catalog does not tell.</summary>
    public long? RowCount { get; init; }

    /// <summary>The number of bytes of the decoded chunk, or of the stored one where only that is known; 0 where nothing is.</summary>
    public long ByteSize { get; init; }

    /// <summary>
    /// Whether the catalog can tell times and row ids of the chunk (<see cref="IChunkOutlines"/>), and its values take so much more memory that it is worth
    /// reading them only where a row of them is given out.
    /// </summary>
    internal bool HasOutline { get; init; }

    /// <summary>The bytes that have to be at hand to find the rows: those of the outline if there is one, else of the whole chunk.</summary>
    internal long EntryBytes => HasOutline ? ChunkOutline.BytesOf(RowCount!.Value, Timelines!.Count) : ByteSize;
}
