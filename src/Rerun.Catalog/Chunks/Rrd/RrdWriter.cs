using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Rerun.Arrow.Compression;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>
/// Writes a recording file (<c>.rrd</c>) as release 0.27.3 does, which every later release reads: header, stores, chunks, end marker; no footer, as 0.27.3
/// takes a footer for rubbish. Each message is written as a whole.
/// </summary>
internal sealed class RrdWriter
{
    private const int MessageHeaderSize = 16;
    private const byte Lz4 = 1;
    private const byte Protobuf = 2;

    private static readonly RrdVersion Version = new(0, 27, 3, 0);

    private readonly Stream _stream;

    private RrdWriter(Stream stream) => _stream = stream;

    /// <summary>Writes a whole file of one store.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="store">The store.</param>
    /// <param name="chunks">Its chunks, with different ids.</param>
    /// <param name="cancellationToken">Cancels the writing; the stream then holds a part of the file.</param>
    public static async ValueTask WriteAsync(Stream stream, RrdStore store, IEnumerable<Chunk> chunks, CancellationToken cancellationToken)
    {
        var writer = new RrdWriter(stream);
        await writer.WriteHeaderAsync(cancellationToken).ConfigureAwait(false);
        var id = ToWire(store);
        await writer.WriteAsync(RrdMessageKind.SetStoreInfo, Announcement(id), cancellationToken).ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            await writer.WriteAsync(RrdMessageKind.Chunk, ToMessage(id, chunk), cancellationToken).ConfigureAwait(false);
        }

        await stream.WriteAsync(MessageHeader(RrdMessageKind.End, 0), cancellationToken).ConfigureAwait(false);
    }

    private static Wire.StoreId ToWire(RrdStore store) => new()
    {
        Kind = store.Kind == RrdStoreKind.Blueprint ? Wire.StoreKind.Blueprint : Wire.StoreKind.Recording,
        RecordingId = store.RecordingId,
        ApplicationId = new Wire.ApplicationId { Id = store.ApplicationId },
    };

    private static Wire.SetStoreInfo Announcement(Wire.StoreId id)
    {
        Span<byte> version = [Version.Major, Version.Minor, Version.Patch, Version.Meta];
        return new Wire.SetStoreInfo
        {
            RowId = ToWire(new Tuid((ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100, 1)),
            Info = new Wire.StoreInfo
            {
                StoreId = id,
                StoreSource = new Wire.StoreSource
                {
                    Kind = Wire.StoreSourceKind.Other,
                    Extra = new Wire.StoreSourceExtra { Payload = ByteString.CopyFrom("Rerun.Data", Encoding.UTF8) },
                },
                StoreVersion = new Wire.StoreVersion { CrateVersionBits = BinaryPrimitives.ReadInt32LittleEndian(version) },
            },
        };
    }

    private static Wire.ArrowMsg ToMessage(Wire.StoreId id, Chunk chunk)
    {
        var payload = ChunkEncoder.Encode(chunk);
        var encoded = new byte[Lz4Block.MaxEncodedLength(payload.Length)];
        var length = Lz4Block.Encode(payload.Span, encoded);
        var isCompressed = length < payload.Length;
        return new Wire.ArrowMsg
        {
            StoreId = id,
            Compression = isCompressed ? Wire.Compression.Lz4 : Wire.Compression.None,
            UncompressedSize = (ulong)payload.Length,
            Encoding = Wire.Encoding.ArrowIpc,
            Payload = UnsafeByteOperations.UnsafeWrap(isCompressed ? encoded.AsMemory(0, length) : payload),
            ChunkId = ToWire(chunk.Id),
            IsStatic = chunk.IsStatic,
        };
    }

    private static Wire.Tuid ToWire(Tuid id) => new() { TimeNs = id.TimeNanoseconds, Inc = id.Counter };

    private static byte[] MessageHeader(RrdMessageKind kind, int length)
    {
        var header = new byte[MessageHeaderSize];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)kind);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(sizeof(ulong)), (ulong)length);
        return header;
    }

    private ValueTask WriteHeaderAsync(CancellationToken cancellationToken)
    {
        byte[] header = [.. StreamHeader.Magic, Version.Major, Version.Minor, Version.Patch, Version.Meta, Lz4, Protobuf, 0, 0];
        return _stream.WriteAsync(header, cancellationToken);
    }

    private async ValueTask WriteAsync(RrdMessageKind kind, IMessage message, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(MessageHeader(kind, message.CalculateSize()), cancellationToken).ConfigureAwait(false);
        await _stream.WriteAsync(message.ToByteArray(), cancellationToken).ConfigureAwait(false);
    }
}
