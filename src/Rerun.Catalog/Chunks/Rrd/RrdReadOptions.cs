using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>How a recording file is read.</summary>
public sealed record RrdReadOptions
{
    /// <summary>The options taken where none are given.</summary>
    public static RrdReadOptions Default { get; } = new();

    /// <summary>Whether chunks of blueprint stores are listed too; otherwise they are skipped without being decoded.</summary>
    public bool IncludeBlueprints { get; init; }

    /// <summary>The greatest number of bytes that one decoded chunk may have; a chunk that claims more is refused.</summary>
    public int MaxChunkBytes { get; init; } = Array.MaxLength;

    /// <summary>Where parsed chunk schemas are shared between files, or null for a cache of the file's own.</summary>
    public ChunkSchemaCache? SchemaCache { get; init; }
}
