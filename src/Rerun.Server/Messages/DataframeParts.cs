using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Arrow.Compression;
using Rerun.Arrow.Ipc;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Messages;

/// <summary>Schemas and record batches in messages. What is sent is never compressed: clients of every release take that.</summary>
internal static class DataframeParts
{
    public static Wire.DataframePart ToPart(this RecordBatch batch) => new()
    {
        EncoderVersion = Wire.EncoderVersion.V0,
        Payload = UnsafeByteOperations.UnsafeWrap(ArrowStreamWriter.Serialize(batch.Schema, batch)),
    };

    /// <summary>The schema, by default without metadata of its own, as official servers send those of datasets.</summary>
    public static Wire.Schema ToWire(this Schema schema, bool keepsMetadata = false) => new()
    {
        ArrowSchema = UnsafeByteOperations.UnsafeWrap(ArrowStreamWriter.Serialize(keepsMetadata ? schema : schema.WithMetadata(null))),
    };

    /// <summary>Reads a schema.</summary>
    /// <exception cref="GrpcException">There is none.</exception>
    /// <exception cref="ArrowFormatException">The bytes are not those of a schema.</exception>
    public static Schema ToSchema(this Wire.Schema schema)
    {
        if (!schema.HasArrowSchema)
        {
            throw GrpcException.InvalidArgument("missing required field: 'arrow_schema'");
        }

        using var reader = new ArrowStreamReader(schema.ArrowSchema.Memory);
        return reader.Schema;
    }

    /// <summary>Reads the record batch of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="maxSize">The greatest number of bytes that a compressed part may decode to.</param>
    /// <exception cref="GrpcException">The part holds no record batch.</exception>
    /// <exception cref="ArrowFormatException">The part's bytes are not right.</exception>
    public static RecordBatch ToBatch(this Wire.DataframePart part, int maxSize)
    {
        if (part.EncoderVersion != Wire.EncoderVersion.V0)
        {
            throw new GrpcException(GrpcStatus.Internal, $"A dataframe part of encoder version {(int)part.EncoderVersion} cannot be read; expected 1.");
        }

        using var reader = new ArrowStreamReader(Decompress(part, maxSize));
        return reader.ReadNextRecordBatch() ?? throw new GrpcException(GrpcStatus.Internal, "A dataframe part holds no record batch.");
    }

    private static ReadOnlyMemory<byte> Decompress(Wire.DataframePart part, int maxSize)
    {
        var payload = part.Payload.Memory;
        switch (part.Compression)
        {
            case Wire.Compression.Unspecified or Wire.Compression.None:
                return payload;
            case Wire.Compression.Lz4 when part.UncompressedSize <= (ulong)maxSize
                && Lz4Block.CanDecodeTo(payload.Length, (long)part.UncompressedSize):
                var decoded = GC.AllocateUninitializedArray<byte>((int)part.UncompressedSize);
                Lz4Block.Decode(payload.Span, decoded);
                return decoded;
            case Wire.Compression.Lz4:
                throw new GrpcException(
                    GrpcStatus.ResourceExhausted, $"A dataframe part of {payload.Length} bytes claims to decode to {part.UncompressedSize}; up to {maxSize} are taken.");
            default:
                throw new GrpcException(GrpcStatus.Internal, $"A dataframe part has the unknown compression {(int)part.Compression}.");
        }
    }
}
