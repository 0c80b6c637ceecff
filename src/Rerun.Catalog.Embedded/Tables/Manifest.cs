using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>The manifest of a dataset, as a 0.27.3 server gives it: a row per partition and layer, the properties last.</summary>
/// <remarks>
/// Where faulty files are skipped, two columns stand before the properties: <c>rerun_registration_status</c> (<c>done</c>, or <c>failed</c> for a file that was
/// left out) and <c>rerun_registration_error</c>. The row of such a file has an empty partition id, no chunks and a hash of zeros.
/// </remarks>
internal static class Manifest
{
    private const string RecordingType = "rrd";

    private static readonly Field[] BaseFields =
    [
        new("rerun_layer_name", StringType.Default, nullable: false),
        new("rerun_partition_id", StringType.Default, nullable: false),
        new("rerun_storage_url", StringType.Default, nullable: false),
        new("rerun_layer_type", StringType.Default, nullable: false),
        new("rerun_registration_time", TableTypes.Time, nullable: false),
        new("rerun_last_updated_at", TableTypes.Time, nullable: false),
        new("rerun_num_chunks", UInt64Type.Default, nullable: false),
        new("rerun_size_bytes", UInt64Type.Default, nullable: false),
        new("rerun_schema_sha256", new FixedSizeBinaryType(LayerSchemas.HashSize), nullable: false),
    ];

    private static readonly Field[] ErrorFields =
    [
        new("rerun_registration_status", StringType.Default, nullable: false),
        new("rerun_registration_error", StringType.Default, nullable: true),
    ];

    public static RecordBatch Of(DatasetContent dataset, DatasetProperties properties, bool showsErrors)
    {
        var rows = new Rows();
        var layers = dataset.Partitions.SelectMany(partition => partition.Layers).ToArray();
        foreach (var layer in layers)
        {
            rows.Append(
                layer.Name, layer.Partition, layer.Recording.Url, layer.RegisteredAt, layer.ChunkCount, layer.ByteSize, layer.Columns.Hash, error: null);
        }

        var failures = showsErrors ? dataset.Failures : [];
        foreach (var (file, error) in failures)
        {
            var url = Folders.FileUrls.Of(file.File.Path);
            rows.Append(file.Layer, "", url, file.File.WriteTime, 0, 0, new byte[LayerSchemas.HashSize], error.Message);
        }

        IReadOnlyList<RecordingLayer>[] values = [.. layers.Select(layer => new[] { layer }), .. failures.Select(_ => Array.Empty<RecordingLayer>())];
        return new RecordBatch(
            new Schema([.. BaseFields, .. showsErrors ? ErrorFields : [], .. properties.Fields]),
            [.. rows.Build(), .. showsErrors ? rows.BuildErrors() : [], .. properties.Columns(values)],
            values.Length);
    }

    private sealed class Rows
    {
        private readonly StringArray.Builder _layers = new();
        private readonly StringArray.Builder _partitions = new();
        private readonly StringArray.Builder _urls = new();
        private readonly StringArray.Builder _types = new();
        private readonly TimestampArray.Builder _registered = new(TableTypes.Time);
        private readonly TimestampArray.Builder _updated = new(TableTypes.Time);
        private readonly UInt64Array.Builder _chunks = new();
        private readonly UInt64Array.Builder _bytes = new();
        private readonly FixedSizeBinaryArray.Builder _hashes = new(LayerSchemas.HashSize);
        private readonly StringArray.Builder _status = new();
        private readonly StringArray.Builder _errors = new();

        public void Append(string layer, string partition, string url, long registeredAt, int chunks, long bytes, byte[] hash, string? error)
        {
            _layers.Append(layer);
            _partitions.Append(partition);
            _urls.Append(url);
            _types.Append(RecordingType);
            _registered.Append(registeredAt);
            _updated.Append(registeredAt);
            _chunks.Append((ulong)chunks);
            _bytes.Append((ulong)bytes);
            _hashes.Append(hash);
            _status.Append(error is null ? "done" : "failed");
            _errors.Append(error);
        }

        public IArrowArray[] Build() =>
        [
            _layers.Build(), _partitions.Build(), _urls.Build(), _types.Build(), _registered.Build(), _updated.Build(), _chunks.Build(), _bytes.Build(),
            _hashes.Build(),
        ];

        public IArrowArray[] BuildErrors() => [_status.Build(), _errors.Build()];
    }
}
