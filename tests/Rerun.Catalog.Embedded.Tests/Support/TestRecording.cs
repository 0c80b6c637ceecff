using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>Recordings made for a test: chunks of one entity with one component, a row per chunk or several.</summary>
internal sealed class TestRecording(string id, ulong prefix)
{
    public const string Timeline = "log_time";

    private static readonly TimestampType Time = new(TimeUnit.Nanosecond);

    private readonly List<Chunk> _chunks = [];
    private ulong _rows;

    public static ComponentDescriptor Text { get; } = new("TextLog:text", "rerun.archetypes.TextLog", "rerun.components.Text");

    public static ComponentDescriptor Embedding { get; } = new("embedding", null, null);

    public static IndexedColumn Texts { get; } = new(EntityPath.Parse("/my_text"), Text);

    public static IndexedColumn Embeddings { get; } = new(EntityPath.Parse("/my_embeddings"), Embedding);

    /// <summary>A chunk for each text, at times 0, 10, 20, …</summary>
    public TestRecording AddTexts(params string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            Add(Texts, [10 * i], Lists(StringType.Default, [new StringArray.Builder().Append(texts[i]).Build()]));
        }

        return this;
    }

    /// <summary>A row for each list of vectors, all in one chunk, at times 10, 20, …</summary>
    public TestRecording AddVectors(int dimension, params float[][][] rows)
    {
        var type = new FixedSizeListType(new Field("item", FloatType.Default, nullable: true), dimension);
        var lists = rows.Select(row => (IArrowArray)new FixedSizeListArray(
            type, row.Length, new FloatArray.Builder().AppendRange(row.SelectMany(vector => vector)).Build(), ArrowBuffer.Empty));
        return Add(Embeddings, [.. Enumerable.Range(1, rows.Length).Select(i => 10L * i)], Lists(type, [.. lists]));
    }

    /// <summary>One chunk.</summary>
    /// <param name="column">The column.</param>
    /// <param name="times">A time for each row; none makes the chunk static.</param>
    /// <param name="values">A list for each row.</param>
    public TestRecording Add(IndexedColumn column, long[] times, ListArray values)
    {
        var rowIds = new FixedSizeBinaryArray.Builder(Tuid.Size);
        var bytes = new byte[Tuid.Size];
        for (var i = 0; i < values.Length; i++)
        {
            new Tuid(prefix, ++_rows).Write(bytes);
            rowIds.Append(bytes);
        }

        var builder = new TimestampArray.Builder(Time);
        foreach (var time in times)
        {
            builder.Append(time);
        }

        ChunkTimeline[] timelines = times.Length == 0 ? [] : [new ChunkTimeline(Timeline, IndexKind.Timestamp, builder.Build(), IsSorted: true)];
        var id = new Tuid(prefix, (ulong)_chunks.Count + 1);
        _chunks.Add(new Chunk(id, column.EntityPath, rowIds.Build(), timelines, [new ChunkComponent(column.Component, values)]));
        return this;
    }

    /// <summary>Lists of some items, one for each array.</summary>
    public static ListArray Lists(IArrowType itemType, params IArrowArray[] items)
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        var total = 0;
        foreach (var list in items)
        {
            offsets.Append(total += list.Length);
        }

        return new ListArray(
            new ListType(new Field("item", itemType, nullable: true)), items.Length, offsets.Build(), ArrowArrayConcatenator.Concatenate(items), ArrowBuffer.Empty);
    }

    public async Task<string> SaveAsync(string path)
    {
        await using var file = File.Create(path);
        await RrdWriter.WriteAsync(file, new RrdStore(RrdStoreKind.Recording, "app", id), _chunks, CancellationToken.None);
        return path;
    }
}
