using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Schemas;
using Rerun.Catalog.Embedded.Properties;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>What a dataset held at one moment. Immutable; what is derived from it is made when first asked for, and kept.</summary>
internal sealed class DatasetContent
{
    private static long _lastVersion;

    private readonly Lazy<Schema> _schema;
    private readonly Lazy<RecordBatch> _partitionTable;
    private readonly Lazy<RecordBatch> _manifest;
    private readonly Dictionary<string, PartitionContent> _byId;
    private readonly Lazy<ChunkDirectory> _directory;
    private readonly long _version;

    public DatasetContent(IReadOnlyList<RecordingLayer> layers, IReadOnlyList<FailedRecording> failures, EmbeddedCatalogOptions options)
    {
        Layers = layers;
        Failures = failures;
        Partitions =
        [
            .. layers.GroupBy(layer => layer.Partition)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new PartitionContent(group.Key, [.. group])),
        ];
        _byId = Partitions.ToDictionary(partition => partition.Id, StringComparer.Ordinal);
        _version = Interlocked.Increment(ref _lastVersion);
        _directory = new Lazy<ChunkDirectory>(() => ListAll(options));
        var properties = new Lazy<DatasetProperties>(() => DatasetProperties.Of([.. Partitions.SelectMany(partition => partition.Layers)], options));
        _schema = new Lazy<Schema>(() => LayerSchemas.Merge(layers, options));
        _partitionTable = new Lazy<RecordBatch>(() => Tables.PartitionTable.Of(this, properties.Value));
        _manifest = new Lazy<RecordBatch>(() => Tables.Manifest.Of(this, properties.Value, showsErrors: options.CorruptFiles == CorruptFiles.Skip));
    }

    /// <summary>The layers in order of registration.</summary>
    public IReadOnlyList<RecordingLayer> Layers { get; }

    /// <summary>The files that were left out.</summary>
    public IReadOnlyList<FailedRecording> Failures { get; }

    /// <summary>The partitions in ordinal order of their ids.</summary>
    public IReadOnlyList<PartitionContent> Partitions { get; }

    public Schema Schema => _schema.Value;

    public RecordBatch PartitionTable => _partitionTable.Value;

    public RecordBatch Manifest => _manifest.Value;

    /// <summary>The chunks of some partitions, or of all.</summary>
    /// <exception cref="RerunNotFoundException">A partition does not exist.</exception>
    public ChunkDirectory Directory(IReadOnlyCollection<string>? partitions, string dataset)
    {
        if (partitions is null)
        {
            return _directory.Value;
        }

        if (partitions.Count == 1)
        {
            return new ChunkDirectory(_version, [Find(partitions.First())]);
        }

        var wanted = new SortedDictionary<string, PartitionChunks>(StringComparer.Ordinal);
        foreach (var id in partitions)
        {
            wanted[id] = Find(id);
        }

        return new ChunkDirectory(_version, [.. wanted.Values]);

        PartitionChunks Find(string id) => _byId.TryGetValue(id, out var partition)
            ? partition.Chunks
            : throw new RerunNotFoundException($"Partition '{id}' not found in dataset '{dataset}'.");
    }

    /// <summary>Closes the files of all layers; decoded chunks stay valid.</summary>
    public void CloseFiles()
    {
        foreach (var recording in Layers.Select(layer => layer.Recording).Distinct())
        {
            recording.Dispose();
        }
    }

    private ChunkDirectory ListAll(EmbeddedCatalogOptions options)
    {
        ParallelWork.For(Layers.Count, options.MaxParallelism, i => _ = Layers[i].Chunks);
        return new ChunkDirectory(_version, [.. Partitions.Select(partition => partition.Chunks)]);
    }
}
