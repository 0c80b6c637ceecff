using System.Buffers.Binary;
using System.Text;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Grpc;

namespace Rerun.Server.Messages;

/// <summary>
/// Where a chunk is, as clients carry it from QueryDataset to FetchChunks in <c>chunk_key</c>. The server keeps nothing: it finds the chunk again
/// in the dataset's directory. Clients cache chunks by these bytes, so they change when the catalog's own key does, and with every run.
/// </summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Chunk">The chunk's id.</param>
/// <param name="KeyHash">The hash of the catalog's key, which tells a changed chunk of the same id.</param>
/// <param name="Ordinal">The chunk's place in the partition's directory, where it is looked for first.</param>
internal readonly record struct ChunkAddress(Tuid Dataset, string Partition, Tuid Chunk, int KeyHash, int Ordinal)
{
    private const int RunSize = 8;
    private const int FixedSize = RunSize + (2 * Tuid.Size) + (2 * sizeof(int));

    /// <summary>Writes the address.</summary>
    /// <param name="run">The number of the server's run.</param>
    public byte[] ToBytes(ulong run)
    {
        var bytes = new byte[FixedSize + Encoding.UTF8.GetByteCount(Partition)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, run);
        var rest = bytes.AsSpan(RunSize);
        Dataset.Write(rest);
        Chunk.Write(rest[Tuid.Size..]);
        BinaryPrimitives.WriteInt32BigEndian(rest[(2 * Tuid.Size)..], KeyHash);
        BinaryPrimitives.WriteInt32BigEndian(rest[((2 * Tuid.Size) + sizeof(int))..], Ordinal);
        Encoding.UTF8.GetBytes(Partition, bytes.AsSpan(FixedSize));
        return bytes;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="GrpcException">It is not one, or of another run.</exception>
    public static ChunkAddress Read(ReadOnlySpan<byte> bytes, ulong run)
    {
        if (bytes.Length < FixedSize)
        {
            throw GrpcException.InvalidArgument($"A chunk_key has {bytes.Length} bytes, expected at least {FixedSize}.");
        }

        if (BinaryPrimitives.ReadUInt64BigEndian(bytes) != run)
        {
            throw GrpcException.NotFound("A chunk_key is not of this run of the server; query the dataset again.");
        }

        var rest = bytes[RunSize..];
        return new ChunkAddress(
            Tuid.Read(rest),
            Encoding.UTF8.GetString(bytes[FixedSize..]),
            Tuid.Read(rest[Tuid.Size..]),
            BinaryPrimitives.ReadInt32BigEndian(rest[(2 * Tuid.Size)..]),
            BinaryPrimitives.ReadInt32BigEndian(rest[((2 * Tuid.Size) + sizeof(int))..]));
    }

    /// <summary>The chunk in its partition's directory.</summary>
    /// <exception cref="GrpcException">It is there no more.</exception>
    public ChunkInfo FindIn(IReadOnlyList<ChunkInfo> chunks)
    {
        if ((uint)Ordinal < (uint)chunks.Count && IsAt(chunks[Ordinal]))
        {
            return chunks[Ordinal];
        }

        foreach (var chunk in chunks)
        {
            if (IsAt(chunk))
            {
                return chunk;
            }
        }

        throw GrpcException.NotFound($"Chunk {Chunk} of partition '{Partition}' is there no more; query the dataset again.");
    }

    private bool IsAt(ChunkInfo chunk) => chunk.Id == Chunk && chunk.Key.GetHashCode() == KeyHash;
}
