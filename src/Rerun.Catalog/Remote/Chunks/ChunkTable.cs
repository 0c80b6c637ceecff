using System.Buffers.Binary;
using System.Security.Cryptography;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>Reads the rows of a QueryDataset answer, and writes those of a FetchChunks request.</summary>
internal static class ChunkTable
{
    private const string KeyColumn = "chunk_key";

    private static readonly Schema KeySchema = new([new Field(KeyColumn, Arrow.Types.BinaryType.Default, nullable: false)]);

    /// <summary>The layers that a part of an answer lists.</summary>
    /// <exception cref="AnswerFormatException">A column is missing or of another type.</exception>
    public static ListedLayer[] Read(RecordBatch batch)
    {
        if (batch.Length == 0)
        {
            return [];
        }

        var ids = TableColumns.Require<FixedSizeBinaryArray>(batch, "chunk_id");
        if (ids.ByteWidth != Tuid.Size)
        {
            throw new AnswerFormatException($"the column 'chunk_id' has values of {ids.ByteWidth} bytes, expected {Tuid.Size}");
        }

        var partitions = TableColumns.Text(batch, "chunk_partition_id");
        var layers = TableColumns.Text(batch, "rerun_partition_layer");
        var keys = TableColumns.Require<BinaryArray>(batch, KeyColumn);
        var entities = TableColumns.Text(batch, "chunk_entity_path");
        var statics = TableColumns.Require<BooleanArray>(batch, "chunk_is_static");
        var sizes = (TableColumns.Find(batch, "chunk_byte_size_uncompressed") ?? TableColumns.Find(batch, "chunk_byte_len")) as UInt64Array;
        var paths = new Dictionary<string, EntityPath>(StringComparer.Ordinal);
        var chunks = new Dictionary<(string Partition, string Layer), List<ChunkInfo>>();
        for (var row = 0; row < batch.Length; row++)
        {
            if (ids.IsNull(row) || keys.IsNull(row) || partitions.GetString(row) is not { } partition || entities.GetString(row) is not { } entity)
            {
                throw new AnswerFormatException($"row {row} of the chunks lacks its id, key, partition or entity");
            }

            if (!paths.TryGetValue(entity, out var path))
            {
                paths.Add(entity, path = EntityPath.Parse(entity));
            }

            var layer = layers.GetString(row) ?? "";
            if (!chunks.TryGetValue((partition, layer), out var listed))
            {
                chunks.Add((partition, layer), listed = []);
            }

            listed.Add(new ChunkInfo
            {
                Key = new RemoteChunkKey(keys.GetBytes(row)),
                Id = Tuid.Read(ids.GetBytes(row)),
                Partition = partition,
                Layer = layer,
                EntityPath = path,
                IsStatic = statics.GetValue(row) ?? false,
                Timelines = statics.GetValue(row) == true ? [] : null,
                Components = null,
                ByteSize = sizes is not null && sizes.IsValid(row) ? (long)Math.Min(sizes.Values[row], long.MaxValue) : 0,
            });
        }

        return [.. chunks.Select(layer => new ListedLayer(layer.Key.Partition, layer.Key.Layer, [.. layer.Value], Hash(layer.Value)))];
    }

    /// <summary>A table that asks for chunks.</summary>
    public static RecordBatch Write(IReadOnlyList<ChunkInfo> chunks)
    {
        var keys = new BinaryArray.Builder();
        foreach (var chunk in chunks)
        {
            keys.Append(((RemoteChunkKey)chunk.Key).Bytes);
        }

        return new RecordBatch(KeySchema, [keys.Build()], chunks.Count);
    }

    private static UInt128 Hash(List<ChunkInfo> chunks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in chunks)
        {
            hash.AppendData(((RemoteChunkKey)chunk.Key).Bytes);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset());
    }
}
