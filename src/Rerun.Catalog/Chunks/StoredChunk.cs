namespace Rerun.Catalog.Chunks;

/// <summary>The bytes of a chunk as they are stored.</summary>
/// <param name="Payload">An Arrow stream of one record batch, or an LZ4 block that holds it.</param>
/// <param name="IsCompressed">Whether it is an LZ4 block.</param>
/// <param name="DecodedSize">The length of the Arrow stream.</param>
internal readonly record struct StoredChunk(ReadOnlyMemory<byte> Payload, bool IsCompressed, int DecodedSize);
