using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Chunks;

/// <summary>Names a chunk by its file, as it was when it was opened, and its place in it.</summary>
internal sealed record EmbeddedChunkKey(StoredRecording Recording, RrdChunkEntry Entry) : ChunkKey
{
    /// <summary>Decodes the chunk. Whoever calls makes sure that the file is unchanged.</summary>
    public Chunk Decode(ChunkBuffers? buffers = null) => Recording.Decode(Entry, buffers);

    public bool Equals(EmbeddedChunkKey? other) =>
        other is not null
        && Entry.Offset == other.Entry.Offset
        && (ReferenceEquals(Recording, other.Recording) || Recording.File == other.Recording.File);

    public override int GetHashCode() => HashCode.Combine(Entry.Offset, Recording.FileHash);

    public override string ToString() => $"{Recording.File.Path}@{Entry.Offset}";
}
