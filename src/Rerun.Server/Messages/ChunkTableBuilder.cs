using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Server.Messages;

/// <summary>Collects the rows of a QueryDataset answer: a row per chunk.</summary>
internal sealed class ChunkTableBuilder
{
    /// <summary>The column by which chunks are fetched.</summary>
    public const string KeyColumn = "chunk_key";

    private static readonly KeyValuePair<string, string>[] Control = [new("rerun:kind", "control")];
    private static readonly FixedSizeBinaryType IdType = new(Tuid.Size);
    private static readonly Schema Schema = new(
    [
        new Field("chunk_id", IdType, nullable: false, Control),
        new Field("chunk_partition_id", StringType.Default, nullable: false, Control),
        new Field("rerun_partition_layer", StringType.Default, nullable: false),
        new Field(KeyColumn, BinaryType.Default, nullable: false),
        new Field("chunk_entity_path", StringType.Default, nullable: false, Control),
        new Field("chunk_is_static", BooleanType.Default, nullable: false, Control),
    ]);

    private readonly FixedSizeBinaryArray.Builder _ids = new(IdType);
    private readonly StringArray.Builder _partitions = new();
    private readonly StringArray.Builder _layers = new();
    private readonly BinaryArray.Builder _keys = new();
    private readonly StringArray.Builder _entities = new();
    private readonly BooleanArray.Builder _statics = new();

    public void Add(ChunkInfo chunk, byte[] key)
    {
        Span<byte> id = stackalloc byte[Tuid.Size];
        chunk.Id.Write(id);
        _ids.Append(id);
        _partitions.Append(chunk.Partition);
        _layers.Append(chunk.Layer);
        _keys.Append(key.AsSpan());
        _entities.Append(chunk.EntityPath.ToString());
        _statics.Append(chunk.IsStatic);
    }

    /// <summary>The rows so far.</summary>
    public RecordBatch Build()
    {
        var count = _ids.Length;
        return new RecordBatch(
            Schema,
            [_ids.Build(), _partitions.Build(), _layers.Build(), _keys.Build(), _entities.Build(), _statics.Build()],
            count);
    }
}
