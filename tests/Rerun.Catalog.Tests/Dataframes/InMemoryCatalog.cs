using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes;

/// <summary>A catalog of one dataset made of chunks in memory; it counts what is read, and tells as much of chunks as it is asked to.</summary>
internal class InMemoryCatalog : ICatalog
{
    private readonly ChunkDirectory _directory;
    private readonly Schema _schema;
    private int _read;

    public InMemoryCatalog(
        IReadOnlyList<LayerChunks> layers, CompatibilityMode mode, DirectoryDetail detail = DirectoryDetail.All, Func<Chunk, bool>? hasOutline = null)
    {
        _schema = DatasetSchema.Merge(layers.Select(layer => new LayerSchema($"{layer.Partition}/{layer.Layer}", SchemaOf(layer))), mode).ArrowSchema;
        _directory = new ChunkDirectory(
            1,
            [
                .. layers.GroupBy(layer => layer.Partition)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new PartitionChunks(
                        group.Key, [.. group.SelectMany(layer => layer.Chunks.Select((chunk, index) => InfoOf(layer, chunk, index, detail, hasOutline)))])),
            ]);
    }

    /// <summary>How many chunks were read so far.</summary>
    public int ChunksRead => _read;

    /// <summary>What happens before a chunk is given, or null.</summary>
    public Func<ChunkInfo, CancellationToken, Task>? BeforeEach { get; init; }

    /// <summary>All chunks.</summary>
    public IEnumerable<ChunkInfo> Chunks => _directory.Partitions.SelectMany(partition => partition.Chunks);

    public string Location => "test";

    public ValueTask<ChunkDirectory> GetChunksAsync(Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default)
    {
        if (partitions is null)
        {
            return new(_directory);
        }

        var unknown = partitions.Except(_directory.Partitions.Select(partition => partition.Partition)).FirstOrDefault();
        return unknown is not null
            ? throw new RerunNotFoundException($"Partition '{unknown}' not found in dataset.")
            : new(new ChunkDirectory(1, [.. _directory.Partitions.Where(partition => partitions.Contains(partition.Partition))]));
    }

    public async IAsyncEnumerable<FetchedChunk> ReadChunksAsync(
        IReadOnlyList<ChunkInfo> chunks, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (var info in chunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BeforeEach is not null)
            {
                await BeforeEach(info, cancellationToken);
            }

            yield return new FetchedChunk(info, Read(info));
        }
    }

    /// <summary>A chunk, which is counted as read.</summary>
    protected Chunk Read(ChunkInfo info)
    {
        Interlocked.Increment(ref _read);
        return ChunkOf(info);
    }

    /// <summary>A chunk, uncounted.</summary>
    protected static Chunk ChunkOf(ChunkInfo info) => ((Key)info.Key).Chunk;

    public ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) => new(_schema);

    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;

    private static DatasetSchema SchemaOf(LayerChunks layer)
    {
        var builder = new LayerSchemaBuilder();
        foreach (var chunk in layer.Chunks.DistinctBy(chunk => chunk.Id))
        {
            foreach (var timeline in chunk.Timelines)
            {
                builder.AddTimeline(timeline.Name, timeline.Kind);
            }

            foreach (var component in chunk.Components)
            {
                var lists = component.Values;
                var hasValues = Enumerable.Range(0, lists.Length).Any(row => lists.GetValueLength(row) > 0);
                builder.AddComponent(chunk.EntityPath, component.Descriptor, lists.Data.DataType, chunk.IsStatic, hasValues);
            }
        }

        return builder.Build();
    }

    private static ChunkInfo InfoOf(LayerChunks layer, Chunk chunk, int index, DirectoryDetail detail, Func<Chunk, bool>? hasOutline) => new()
    {
        Key = new Key(layer.Partition, layer.Layer, index, chunk),
        Id = chunk.Id,
        Partition = layer.Partition,
        Layer = layer.Layer,
        EntityPath = chunk.EntityPath,
        IsStatic = chunk.IsStatic,
        Timelines = detail == DirectoryDetail.Least ? null : [.. chunk.Timelines.Select(timeline => InfoOf(timeline, detail))],
        Components = detail == DirectoryDetail.Least ? null : [.. chunk.Components.Select(component => component.Descriptor.Component)],
        RowCount = chunk.RowCount,
        ByteSize = chunk.ByteSize,
        HasOutline = detail != DirectoryDetail.Least
            && hasOutline?.Invoke(chunk) == true
            && chunk.Components.All(component => component.Descriptor.Component != ColumnMetadata.ClearComponent),
    };

    private static ChunkTimelineInfo InfoOf(ChunkTimeline timeline, DirectoryDetail detail)
    {
        var times = timeline.Times.ToArray();
        return detail == DirectoryDetail.All && times.Length > 0
            ? new ChunkTimelineInfo(timeline.Name, timeline.Kind, times.Min(), times.Max())
            : new ChunkTimelineInfo(timeline.Name, timeline.Kind, null, null);
    }

    private sealed record Key(string Partition, string Layer, int Index, Chunk Chunk) : ChunkKey
    {
        public override string ToString() => $"chunk {Index} of {Partition}/{Layer}";
    }
}
