using Rerun.Arrow.Ipc;
using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Reads the start of a chunk: its schema and the header of its record batch.</summary>
internal static class ChunkHeadReader
{
    private const int LongestPrefix = 8;

    /// <summary>Reads a chunk's start.</summary>
    /// <param name="payload">The Arrow stream as stored.</param>
    /// <param name="isCompressed">Whether it is stored as an LZ4 block.</param>
    /// <param name="decodedSize">The number of bytes of the Arrow stream.</param>
    /// <param name="schemas">The schemas known so far.</param>
    /// <exception cref="ChunkFormatException">It is not a chunk.</exception>
    /// <exception cref="Arrow.ArrowFormatException">It is not LZ4 or not Arrow.</exception>
    public static ChunkHead Read(ReadOnlySpan<byte> payload, bool isCompressed, int decodedSize, ChunkSchemaCache schemas)
    {
        var prefix = new ChunkPrefix(payload, isCompressed, decodedSize);
        try
        {
            return Read(ref prefix, schemas);
        }
        finally
        {
            prefix.Dispose();
        }
    }

    private static ChunkHead Read(ref ChunkPrefix prefix, ChunkSchemaCache schemas)
    {
        long position = 0;
        if (!TryReadFrame(ref prefix, position, out var frame, out _))
        {
            throw new ChunkFormatException("the chunk has no schema, expected one");
        }

        var schema = schemas.GetOrRead(frame, out var id);
        position += frame.Length;
        while (TryReadFrame(ref prefix, position, out frame, out var metadata))
        {
            var head = IpcMessageHead.Read(metadata, position);
            switch (head.Kind)
            {
                case IpcMessageKind.RecordBatch:
                    return new ChunkHead(id, schema, head.RowCount, schema.TimelineInfos, ComponentsOf(schema, head));
                case IpcMessageKind.DictionaryBatch:
                    position += frame.Length + head.BodyLength;
                    break;
                default:
                    throw new ChunkFormatException($"a message of kind {head.Kind} stands where the chunk's record batch is expected");
            }
        }

        throw new ChunkFormatException("the chunk has no record batch, expected one");
    }

    /// <summary>Reads the next message without its body, or nothing at the end of the stream.</summary>
    internal static bool TryReadFrame(ref ChunkPrefix prefix, long position, out ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> metadata)
    {
        frame = metadata = default;
        var start = prefix.Peek(position, LongestPrefix);
        if (start.IsEmpty)
        {
            return false;
        }

        var prefixLength = IpcMessageHead.ReadPrefix(start, position, out var metadataLength);
        if (metadataLength == 0)
        {
            return false;
        }

        if (metadataLength > int.MaxValue - LongestPrefix)
        {
            throw new ChunkFormatException($"the chunk's Arrow data has metadata of {metadataLength} bytes, expected less than 2 GiB");
        }

        frame = prefix.Slice(position, prefixLength + metadataLength);
        metadata = frame[prefixLength..];
        return true;
    }

    private static IReadOnlyList<RrdComponent> ComponentsOf(ChunkSchema schema, in IpcMessageHead head)
    {
        RrdComponent[]? own = null;
        for (var i = 0; i < schema.Components.Count; i++)
        {
            var node = schema.Components[i].ValuesNode;
            if (head.RowCount > 0 && (node < 0 || node >= head.NodeCount || head.NodeLength(node) > 0))
            {
                continue;
            }

            own ??= [.. schema.ComponentInfos];
            own[i] = own[i] with { IsEmpty = true };
        }

        return own ?? schema.ComponentInfos;
    }
}
