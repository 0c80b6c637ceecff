using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Rerun.Arrow;
using Rerun.Arrow.Compression;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>
/// Decodes chunks of a file whose places are known, reading nothing but their bytes. The file is not mapped: if another program cuts it meanwhile, that is
/// an error like any other. Safe for use by several threads.
/// </summary>
internal sealed class RrdChunkReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly RrdDiagnostics _diagnostics;

    /// <summary>Opens a file.</summary>
    /// <exception cref="RerunException">The file cannot be read.</exception>
    public RrdChunkReader(string path)
    {
        _diagnostics = new RrdDiagnostics(path);
        try
        {
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"{path} cannot be read: {cause.Message}", RerunErrorCode.InputOutput, cause) { FileName = path };
        }
    }

    /// <summary>Decodes and checks a chunk.</summary>
    /// <exception cref="RerunException">The chunk is damaged, or the file cannot be read or has become shorter.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public Chunk Decode(RrdChunkEntry entry)
    {
        var message = entry.Message;
        var stream = GC.AllocateUninitializedArray<byte>(message.DecodedSize);
        try
        {
            if (message.IsCompressed)
            {
                Decompress(message, stream);
            }
            else
            {
                Read(message.PayloadOffset, stream);
            }

            return ChunkDecoder.Decode(stream, entry.Head);
        }
        catch (Exception cause) when (cause is ChunkFormatException or ArrowFormatException)
        {
            throw _diagnostics.ChunkFault(entry, cause);
        }
    }

    /// <summary>Gives the file back. Decoded chunks stay usable.</summary>
    public void Dispose() => _file.Dispose();

    private void Decompress(in ChunkMessage message, byte[] stream)
    {
        var stored = ArrayPool<byte>.Shared.Rent(message.PayloadLength);
        try
        {
            var payload = stored.AsSpan(0, message.PayloadLength);
            Read(message.PayloadOffset, payload);
            Lz4Block.Decode(payload, stream);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    private void Read(long offset, Span<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                var read = RandomAccess.Read(_file, bytes, offset);
                if (read == 0)
                {
                    throw _diagnostics.Fault($"the file ends here, expected {bytes.Length} bytes more of a chunk; it has been cut since it was opened", offset);
                }

                bytes = bytes[read..];
                offset += read;
            }
        }
        catch (IOException cause)
        {
            throw _diagnostics.Fault($"the file cannot be read: {cause.Message.TrimEnd('.')}", offset, RerunErrorCode.InputOutput, cause);
        }
    }
}
