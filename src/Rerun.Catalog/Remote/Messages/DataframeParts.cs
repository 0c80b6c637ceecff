using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Arrow.Compression;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Wire;
using Schema = Rerun.Arrow.Schema;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>Schemas and record batches in messages. What is sent is never compressed: servers of every release take that.</summary>
internal static class DataframeParts
{
    private const string SorbetVersion = ColumnMetadata.SorbetVersionKey;

    public static DataframePart Write(RecordBatch batch) => new()
    {
        EncoderVersion = EncoderVersion.V0,
        Payload = UnsafeByteOperations.UnsafeWrap(ArrowStreamWriter.Serialize(batch.Schema, batch)),
    };

    public static Wire.Schema Write(Schema schema) => new() { ArrowSchema = UnsafeByteOperations.UnsafeWrap(ArrowStreamWriter.Serialize(schema)) };

    /// <summary>The schema of a message, without the mark of the version that wrote it.</summary>
    /// <exception cref="AnswerFormatException">There is none.</exception>
    /// <exception cref="ArrowFormatException">It cannot be read.</exception>
    public static Schema ReadSchema(Wire.Schema? schema)
    {
        if (schema is not { HasArrowSchema: true })
        {
            throw new AnswerFormatException("the answer holds no schema, expected one");
        }

        var read = ArrowStreamReader.ReadSchema(schema.ArrowSchema.Memory).Schema;
        return read.Metadata.ContainsKey(SorbetVersion) ? read.WithMetadata(read.Metadata.Where(pair => pair.Key != SorbetVersion)) : read;
    }

    /// <summary>The record batch of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="maxBytes">The greatest number of bytes that a compressed part may decode to.</param>
    /// <exception cref="AnswerFormatException">It holds none.</exception>
    /// <exception cref="ArrowFormatException">It cannot be read.</exception>
    public static RecordBatch Read(DataframePart? part, int maxBytes)
    {
        if (part is not { HasPayload: true })
        {
            throw new AnswerFormatException("a part of the answer holds no record batch, expected one");
        }

        if (part.EncoderVersion != EncoderVersion.V0)
        {
            throw new AnswerFormatException($"a record batch is of encoder version {(int)part.EncoderVersion}, expected 1");
        }

        using var reader = new ArrowStreamReader(Decompress(part, maxBytes));
        return reader.ReadNextRecordBatch() ?? throw new AnswerFormatException("a part of the answer holds a schema alone, expected a record batch");
    }

    private static ReadOnlyMemory<byte> Decompress(DataframePart part, int maxBytes)
    {
        var payload = part.Payload.Memory;
        switch (part.Compression)
        {
            case Wire.Compression.Unspecified or Wire.Compression.None:
                return payload;
            case Wire.Compression.Lz4 when part.UncompressedSize <= (ulong)maxBytes
                && Lz4Block.CanDecodeTo(payload.Length, (long)part.UncompressedSize):
                var decoded = GC.AllocateUninitializedArray<byte>((int)part.UncompressedSize);
                Lz4Block.Decode(payload.Span, decoded);
                return decoded;
            case Wire.Compression.Lz4:
                throw new AnswerFormatException(
                    $"a record batch of {payload.Length} bytes claims to decode to {part.UncompressedSize}; up to {maxBytes} are taken");
            default:
                throw new AnswerFormatException($"a record batch has the unknown compression {(int)part.Compression}");
        }
    }
}
