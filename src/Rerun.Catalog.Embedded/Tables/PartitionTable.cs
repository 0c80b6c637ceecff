using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>The partition table of a dataset, as a 0.27.3 server gives it: a row per partition, the properties last.</summary>
internal static class PartitionTable
{
    private const string LayerNames = "rerun_layer_names";
    private const string StorageUrls = "rerun_storage_urls";

    // The official tables name the items of a list after its column.
    private static readonly ListType NameList = new(new Field(LayerNames, StringType.Default, nullable: false));
    private static readonly ListType UrlList = new(new Field(StorageUrls, StringType.Default, nullable: false));

    private static readonly Field[] BaseFields =
    [
        new("rerun_partition_id", StringType.Default, nullable: false),
        new(LayerNames, NameList, nullable: false),
        new(StorageUrls, UrlList, nullable: false),
        new("rerun_last_updated_at", TableTypes.Time, nullable: false),
        new("rerun_num_chunks", UInt64Type.Default, nullable: false),
        new("rerun_size_bytes", UInt64Type.Default, nullable: false),
    ];

    public static RecordBatch Of(DatasetContent dataset, DatasetProperties properties)
    {
        var ids = new StringArray.Builder();
        var names = new ListArray.Builder(NameList);
        var urls = new ListArray.Builder(UrlList);
        var updated = new TimestampArray.Builder(TableTypes.Time);
        var chunks = new UInt64Array.Builder();
        var bytes = new UInt64Array.Builder();
        foreach (var partition in dataset.Partitions)
        {
            ids.Append(partition.Id);
            names.Append();
            urls.Append();
            foreach (var layer in partition.Layers)
            {
                ((StringArray.Builder)names.ValueBuilder).Append(layer.Name);
                ((StringArray.Builder)urls.ValueBuilder).Append(layer.Recording.Url);
            }

            updated.Append(partition.Layers.Max(layer => layer.RegisteredAt));
            chunks.Append((ulong)partition.Layers.Sum(layer => (long)layer.ChunkCount));
            bytes.Append((ulong)partition.Layers.Sum(layer => layer.ByteSize));
        }

        var rows = dataset.Partitions.Select(partition => partition.Layers).ToArray();
        return new RecordBatch(
            new Schema([.. BaseFields, .. properties.Fields]),
            [ids.Build(), names.Build(), urls.Build(), updated.Build(), chunks.Build(), bytes.Build(), .. properties.Columns(rows)],
            rows.Length);
    }
}
