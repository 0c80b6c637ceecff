namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Where a chunk's message lies in the file, and how its payload is stored.</summary>
/// <param name="Index">The message's number in the file, from 0.</param>
/// <param name="Offset">The offset of the message in the file, after its header.</param>
/// <param name="Length">The message's length in bytes.</param>
/// <param name="PayloadOffset">The offset of the stored Arrow stream in the file.</param>
/// <param name="PayloadLength">The length of the stored Arrow stream.</param>
/// <param name="IsCompressed">Whether the Arrow stream is stored as an LZ4 block.</param>
/// <param name="DecodedSize">The length of the Arrow stream.</param>
internal readonly record struct ChunkMessage(
    int Index, long Offset, int Length, long PayloadOffset, int PayloadLength, bool IsCompressed, int DecodedSize);
