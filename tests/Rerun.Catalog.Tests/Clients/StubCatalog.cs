using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Tests.Clients;

/// <summary>A catalog that answers as a test prepares it, and keeps what it was asked.</summary>
internal sealed class StubCatalog : ICatalog
{
    private static readonly Tuid DatasetId = new(1, 1);
    private static readonly Tuid TableId = new(1, 2);

    public List<EntryDetails> Entries { get; } = [Entry(DatasetId, "drives", EntryKind.Dataset), Entry(TableId, "notes", EntryKind.Table)];

    public DatasetSchema Columns { get; set; } = DatasetSchema.Empty;

    public Schema TableSchema { get; set; } = new([], []);

    public Func<IReadOnlyList<RecordingSource>, IReadOnlyList<RegisteredRecording>> OnRegister { get; set; } = _ => [];

    public RecordBatch[] TaskStates { get; set; } = [];

    public Exception? TaskError { get; set; }

    public List<RecordingSource> Sources { get; } = [];

    public List<RecordBatch> Written { get; } = [];

    public List<IndexConfig> Indexes { get; } = [];

    public List<IndexSearch> Searches { get; } = [];

    public List<TimeSpan> Waits { get; } = [];

    public string Location => "stub";

    public static EntryDetails Entry(Tuid id, string name, EntryKind kind) =>
        new() { Id = id, Name = name, Kind = kind, CreatedAtNanoseconds = 1, UpdatedAtNanoseconds = 2 };

    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) => new("0");

    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => new([.. Entries]);

    public ValueTask<EntryDetails> RenameEntryAsync(Tuid entry, string? name, CancellationToken cancellationToken = default)
    {
        var index = Entries.FindIndex(details => details.Id == entry);
        return new(Entries[index] = Entries[index] with { Name = name ?? Entries[index].Name });
    }

    public ValueTask DeleteEntryAsync(Tuid entry, CancellationToken cancellationToken = default)
    {
        Entries.RemoveAll(details => details.Id == entry);
        return default;
    }

    public ValueTask<EntryDetails> UpdateDatasetAsync(
        Tuid dataset, Tuid? blueprintDataset, string? defaultBlueprintPartition, CancellationToken cancellationToken = default)
    {
        var index = Entries.FindIndex(details => details.Id == dataset);
        return new(Entries[index] = Entries[index] with { BlueprintDatasetId = blueprintDataset, DefaultBlueprintPartitionId = defaultBlueprintPartition });
    }

    public ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) => new(Columns.ArrowSchema);

    public ValueTask<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset,
        IReadOnlyList<RecordingSource> recordings,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default)
    {
        Sources.AddRange(recordings);
        return new(OnRegister(recordings));
    }

    public async IAsyncEnumerable<RecordBatch> QueryTasksOnCompletionAsync(
        IReadOnlyList<string> tasks, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Waits.Add(timeout);
        foreach (var batch in TaskStates)
        {
            yield return batch;
        }

        if (TaskError is { } error)
        {
            throw error;
        }
    }

    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) => new(TableSchema);

    public async ValueTask WriteTableAsync(
        Tuid table, IAsyncEnumerable<RecordBatch> batches, TableInsertMode mode, CancellationToken cancellationToken = default)
    {
        Assert.Equal(TableId, table);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            Written.Add(batch);
        }
    }

    public ValueTask<IndexInfo> CreateIndexAsync(Tuid dataset, IndexConfig config, CancellationToken cancellationToken = default)
    {
        Indexes.Add(config);
        return new(new IndexInfo(config));
    }

    public ValueTask<IArrowArrayStream> SearchAsync(Tuid dataset, IndexSearch search, CancellationToken cancellationToken = default)
    {
        Searches.Add(search);
        throw new RerunNotFoundException("no index");
    }

    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ChunkDirectory> GetChunksAsync(Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
