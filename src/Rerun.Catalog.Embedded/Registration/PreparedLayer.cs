using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A layer that was read completely, ready to become rows of the catalogue.</summary>
/// <param name="Recording">Its file.</param>
/// <param name="Store">Which of the file's stores it is.</param>
/// <param name="Name">The layer's name.</param>
/// <param name="Entries">Its chunks, with the bounds of all timelines.</param>
/// <param name="ByteSize">The bytes of all chunks once decoded.</param>
/// <param name="Chunks">The chunks as the catalogue keeps them.</param>
/// <param name="Columns">The columns' Arrow schema as an IPC stream without batches.</param>
/// <param name="Properties">The properties as the catalogue keeps them, or null.</param>
internal sealed record PreparedLayer(
    StoredRecording Recording,
    RrdStore Store,
    string Name,
    IReadOnlyList<RrdChunkEntry> Entries,
    long ByteSize,
    ChunkListWriter Chunks,
    byte[] Columns,
    byte[]? Properties)
{
    /// <summary>The partition: the recording's id.</summary>
    public string Partition => Store.RecordingId;

    /// <summary>Which content of which file it is.</summary>
    public FileIdentity File => Recording.File;
}
