using Rerun.Arrow.Compression;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The message ArrowMsg, which holds a chunk: everything but the payload itself, of which it says where it lies.</summary>
internal readonly ref struct ArrowMessage
{
    private const int NoCompression = 1;
    private const int Lz4 = 2;
    private const int ArrowIpc = 1;

    private ArrowMessage(ReadOnlySpan<byte> storeId, int storeIdPosition, ReadOnlySpan<byte> payload, int payloadPosition, bool isCompressed, int decodedSize, Tuid? chunkId, bool? isStatic)
    {
        StoreId = storeId;
        StoreIdPosition = storeIdPosition;
        Payload = payload;
        PayloadPosition = payloadPosition;
        IsCompressed = isCompressed;
        DecodedSize = decodedSize;
        ChunkId = chunkId;
        IsStatic = isStatic;
    }

    /// <summary>The message StoreId as stored: equal for almost all chunks, so comparing it is cheaper than reading it.</summary>
    public ReadOnlySpan<byte> StoreId { get; }

    public int StoreIdPosition { get; }

    /// <summary>The Arrow stream as stored.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    public int PayloadPosition { get; }

    /// <summary>Whether the payload is one LZ4 block.</summary>
    public bool IsCompressed { get; }

    /// <summary>The number of bytes of the Arrow stream.</summary>
    public int DecodedSize { get; }

    /// <summary>The chunk's id, a hint; releases before 0.24 do not write it.</summary>
    public Tuid? ChunkId { get; }

    /// <summary>Whether the chunk is static, a hint; releases before 0.25 do not write it.</summary>
    public bool? IsStatic { get; }

    /// <summary>Reads a message and checks the claims about its payload, before anything is allocated for it.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <param name="maxDecodedSize">The greatest size that is accepted.</param>
    public static ArrowMessage Read(ReadOnlySpan<byte> message, int maxDecodedSize)
    {
        var reader = new ProtobufReader(message, "ArrowMsg");
        ReadOnlySpan<byte> storeId = default;
        var storeIdPosition = -1;
        ReadOnlySpan<byte> payload = default;
        var payloadPosition = 0;
        ulong compression = 0;
        ulong size = 0;
        ulong encoding = 0;
        Tuid? chunkId = null;
        bool? isStatic = null;
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    storeId = reader.ReadBytes(out storeIdPosition);
                    break;
                case 2:
                    compression = reader.ReadVarint();
                    break;
                case 3:
                    size = reader.ReadVarint();
                    break;
                case 4:
                    encoding = reader.ReadVarint();
                    break;
                case 5:
                    payload = reader.ReadBytes(out payloadPosition);
                    break;
                case 6:
                    chunkId = TuidMessage.Read(reader.ReadMessage("ArrowMsg.chunk_id"));
                    break;
                case 7:
                    isStatic = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (storeIdPosition < 0)
        {
            throw reader.Fault("lacks the expected field store_id");
        }

        if (encoding != ArrowIpc)
        {
            throw reader.Fault($"has the unsupported encoding {encoding}, expected 1 (Arrow IPC)");
        }

        if (compression > Lz4)
        {
            throw reader.Fault($"has the unknown compression {compression}, expected 0 or 1 (none) or 2 (LZ4)");
        }

        if (payload.IsEmpty)
        {
            throw reader.Fault("has no payload, expected an Arrow stream");
        }

        var isCompressed = compression > NoCompression;
        if (isCompressed && (size == 0 || size > (ulong)Lz4Block.MaxDecodedLength(payload.Length)))
        {
            throw reader.Fault($"claims that {payload.Length} bytes of LZ4 decode to {size} bytes, expected 1 to {Lz4Block.MaxDecodedLength(payload.Length)}");
        }

        var decodedSize = isCompressed ? size : (ulong)payload.Length;
        if (decodedSize > (ulong)maxDecodedSize)
        {
            throw reader.Fault($"claims a chunk of {decodedSize} bytes, expected at most {maxDecodedSize}");
        }

        return new ArrowMessage(storeId, storeIdPosition, payload, payloadPosition, isCompressed, (int)decodedSize, chunkId, isStatic);
    }
}
