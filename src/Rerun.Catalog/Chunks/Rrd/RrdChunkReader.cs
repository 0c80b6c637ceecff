using Rerun.Arrow;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Decodes chunks of a file whose places in it are known. Safe for use by several threads.</summary>
internal sealed class RrdChunkReader(RrdBytes bytes, RrdDiagnostics diagnostics) : IDisposable
{
    /// <summary>Opens a file by mapping it into memory.</summary>
    /// <exception cref="RerunException">The file cannot be read.</exception>
    public static RrdChunkReader Open(string path) => new(MappedRrdBytes.OpenFile(path), new RrdDiagnostics(path));

    /// <summary>Decodes and checks a chunk.</summary>
    /// <param name="entry">The chunk.</param>
    /// <param name="buffers">Where its memory comes from and can be given back; null for memory of its own.</param>
    /// <exception cref="RerunException">The chunk is damaged, or the file has been cut.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public Chunk Decode(RrdChunkEntry entry, ChunkBuffers? buffers = null)
    {
        var message = entry.Message;
        using (bytes.Enter())
        {
            try
            {
                RequireThere(entry);
                return ChunkDecoder.Decode(
                    bytes.Slice(message.PayloadOffset, message.PayloadLength), message.IsCompressed, message.DecodedSize, entry.Head, buffers);
            }
            catch (Exception cause) when (cause is ChunkFormatException or ArrowFormatException)
            {
                throw diagnostics.ChunkFault(entry, cause);
            }
        }
    }

    /// <summary>Reads a chunk's outline, out of its start where that is enough.</summary>
    /// <param name="entry">The chunk.</param>
    /// <exception cref="RerunException">The chunk is damaged, or the file has been cut.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public Chunk ReadOutline(RrdChunkEntry entry)
    {
        var message = entry.Message;
        using (bytes.Enter())
        {
            try
            {
                RequireThere(entry);
                var payload = bytes.Slice(message.PayloadOffset, message.PayloadLength);
                return ChunkOutlineReader.TryRead(payload, message.IsCompressed, message.DecodedSize, entry.Head)
                    ?? ChunkOutline.Of(ChunkDecoder.Decode(payload, message.IsCompressed, message.DecodedSize, entry.Head));
            }
            catch (Exception cause) when (cause is ChunkFormatException or ArrowFormatException)
            {
                throw diagnostics.ChunkFault(entry, cause);
            }
        }
    }

    /// <summary>Copies a chunk's bytes, unchecked.</summary>
    /// <exception cref="RerunException">The file has been cut.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public StoredChunk ReadStored(RrdChunkEntry entry)
    {
        var message = entry.Message;
        using (bytes.Enter())
        {
            RequireThere(entry);
            return new StoredChunk(bytes.Slice(message.PayloadOffset, message.PayloadLength).ToArray(), message.IsCompressed, message.DecodedSize);
        }
    }

    /// <summary>Gives the file back. Decoded chunks stay usable.</summary>
    public void Dispose() => bytes.Dispose();

    /// <summary>Touching what is mapped but no longer there would end the process.</summary>
    private void RequireThere(RrdChunkEntry entry)
    {
        if (entry.Message.PayloadOffset > bytes.CurrentLength - entry.Message.PayloadLength)
        {
            throw diagnostics.ChunkFault(entry, new ChunkFormatException("the file ends before the end of the chunk, it has been cut since it was opened"));
        }
    }
}
