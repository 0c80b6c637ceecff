using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog;

/// <summary>A catalog of one dataset of one partition, whose chunks are in memory: what the dataframe engine needs to query a recording.</summary>
internal sealed class RecordingCatalog : ICatalog
{
    private const string Layer = "base";

    private readonly string _recordingId;
    private readonly DatasetSchema _schema;
    private readonly ChunkDirectory _directory;

    public RecordingCatalog(string recordingId, DatasetSchema schema, IReadOnlyList<Chunk> chunks)
    {
        _recordingId = recordingId;
        _schema = schema;
        _directory = new ChunkDirectory(1, [new PartitionChunks(recordingId, [.. chunks.Select(InfoOf)])]);
    }

    /// <summary>The id of the one dataset.</summary>
    public static Tuid Dataset => default;

    public string Location => _recordingId;

    /// <summary>The columns of all chunks.</summary>
    public static DatasetSchema SchemaOf(IEnumerable<Chunk> chunks)
    {
        var builder = new LayerSchemaBuilder();
        foreach (var chunk in chunks)
        {
            foreach (var timeline in chunk.Timelines)
            {
                builder.AddTimeline(timeline.Name, timeline.Kind);
            }

            foreach (var component in chunk.Components)
            {
                builder.AddComponent(chunk.EntityPath, component.Descriptor, component.Values.Data.DataType, chunk.IsStatic, HasElements(component.Values));
            }
        }

        return builder.Build();
    }

    /// <summary>An engine over this catalog. It keeps row indexes of chunks; the chunks themselves are in memory anyway.</summary>
    public DataframeEngine CreateEngine(CatalogClientOptions options) => new(
        this,
        new ChunkCache(options.MemoryLimit),
        new DataframeEngineOptions { Compatibility = options.Compatibility, MaxParallelism = options.MaxParallelism, MemoryLimit = options.MemoryLimit });

    public ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) => new(_schema.ArrowSchema);

    public ValueTask<ChunkDirectory> GetChunksAsync(Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default)
    {
        var unknown = partitions?.FirstOrDefault(partition => partition != _recordingId);
        return unknown is null
            ? new(partitions is { Count: 0 } ? new ChunkDirectory(1, []) : _directory)
            : throw new RerunNotFoundException($"There is no partition '{unknown}' in the recording '{_recordingId}'.");
    }

    public IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default) =>
        chunks.Select(info => new FetchedChunk(info, ((Key)info.Key).Chunk)).ToAsyncEnumerable();

    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default) => throw NoCatalog();

    public ValueTask DisposeAsync() => default;

    private static bool HasElements(ListArray lists)
    {
        for (var row = 0; row < lists.Length; row++)
        {
            if (lists.GetValueLength(row) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ChunkTimelineInfo InfoOf(ChunkTimeline timeline)
    {
        var times = timeline.Times;
        if (times.IsEmpty)
        {
            return new ChunkTimelineInfo(timeline.Name, timeline.Kind, null, null);
        }

        var (start, end) = (times[0], times[0]);
        foreach (var time in times)
        {
            (start, end) = (Math.Min(start, time), Math.Max(end, time));
        }

        return new ChunkTimelineInfo(timeline.Name, timeline.Kind, start, end);
    }

    private RerunException NoCatalog() => new($"The recording '{_recordingId}' belongs to no catalog.", RerunErrorCode.NotSupported);

    private ChunkInfo InfoOf(Chunk chunk, int index) => new()
    {
        Key = new Key(index, chunk),
        Id = chunk.Id,
        Partition = _recordingId,
        Layer = Layer,
        EntityPath = chunk.EntityPath,
        IsStatic = chunk.IsStatic,
        Timelines = [.. chunk.Timelines.Select(InfoOf)],
        Components = [.. chunk.Components.Select(component => component.Descriptor.Component)],
        RowCount = chunk.RowCount,
        ByteSize = chunk.ByteSize,
    };

    private sealed record Key(int Index, Chunk Chunk) : ChunkKey
    {
        public override string ToString() => $"chunk {Chunk.Id}";
    }
}
