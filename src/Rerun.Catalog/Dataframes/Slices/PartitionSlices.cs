using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>
/// Goes through a partition slice by slice, in the order of the index. The chunks of a slice are dropped with it, but for those that reach into the
/// next one, or hold what is filled into it.
/// </summary>
internal sealed class PartitionSlices(
    DataframePlan plan, PartitionChunks partition, SliceChunks source, PartitionColumns columns, IReadOnlyList<IndexSlice> slices, IndexRange asked)
    : IPartitionSlices
{
    private readonly bool _fills = plan.Query.FillLatestAt && slices.Count > 1;
    private Dictionary<ChunkInfo, Chunk> _held = new(ReferenceEqualityComparer.Instance);
    private HashSet<Chunk> _used = [];
    private LastCells _last = LastCells.None(plan.Columns.Count);
    private int _next;

    public bool IsAtEnd => _next >= slices.Count || slices[_next].Range.Start > asked.End;

    /// <summary>Where the entries are kept, if the one slice is all that they are asked for; else null.</summary>
    public PartitionMemory? Memory { get; init; }

    public async ValueTask<PartitionSlice?> NextAsync(CancellationToken cancellationToken)
    {
        while (!IsAtEnd)
        {
            var range = slices[_next].Range;
            var chunks = await ReadAsync(slices[_next].Chunks, cancellationToken).ConfigureAwait(false);
            var builder = new PartitionEntriesBuilder(plan, partition, chunks, range);
            var entries = builder.Build(await columns.InViewAsync(builder, cancellationToken).ConfigureAwait(false));
            Memory?.Keep(entries);
            Chunk[] decoded = [.. chunks.Select(chunk => chunk.Chunk)];
            var slice = range.End < asked.Start ? null : SliceOf(entries, decoded);
            _last = _fills ? _last.After(entries, decoded) : _last;
            _held = KeepForNext(chunks);
            _next++;
            Release(decoded);
            if (slice is not null)
            {
                return slice;
            }
        }

        return null;
    }

    private PartitionSlice? SliceOf(PartitionEntries entries, Chunk[] chunks)
    {
        if (_fills)
        {
            (entries, chunks) = _last.Into(entries, chunks, plan.Mode == CompatibilityMode.Rerun027);
        }

        var rows = Memory is null ? PartitionRows.Of(plan, entries) : Memory.RowsOf(plan, entries);
        if (rows.Count == 0)
        {
            return null;
        }

        foreach (var chunk in chunks)
        {
            chunk.Memory?.AddUser();
        }

        return new PartitionSlice(rows, chunks);
    }

    private async ValueTask<LoadedChunk[]> ReadAsync(IReadOnlyList<BoundedChunk> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(chunk => !_held.ContainsKey(chunk.Info)).Select(chunk => chunk.Info).ToList();
        var read = missing.Count == 0 ? [] : await source.ReadAsync(missing, cancellationToken).ConfigureAwait(false);
        var loaded = new LoadedChunk[wanted.Count];
        var next = 0;
        for (var i = 0; i < loaded.Length; i++)
        {
            var info = wanted[i].Info;
            var chunk = _held.TryGetValue(info, out var held) ? held : read[next++];
            loaded[i] = new LoadedChunk(i, info, chunk, source.SummaryOf(info, chunk), plan.Index);
            RequireBounds(wanted[i], loaded[i]);
        }

        return loaded;
    }

    private Dictionary<ChunkInfo, Chunk> KeepForNext(LoadedChunk[] chunks)
    {
        var held = new Dictionary<ChunkInfo, Chunk>(ReferenceEqualityComparer.Instance);
        if (_next + 1 < slices.Count)
        {
            var wanted = new HashSet<ChunkInfo>(slices[_next + 1].Chunks.Select(chunk => chunk.Info), ReferenceEqualityComparer.Instance);
            foreach (var chunk in chunks.Where(chunk => wanted.Contains(chunk.Info)))
            {
                held.Add(chunk.Info, chunk.Chunk);
            }
        }

        return held;
    }

    /// <summary>Ends the use of the chunks that neither reach into the next slice nor fill it.</summary>
    private void Release(Chunk[] chunks)
    {
        var used = _held.Values.Concat(_last.Chunks).Where(chunk => chunk.Memory is not null).ToHashSet();
        foreach (var chunk in _used.Union(chunks))
        {
            if (!used.Contains(chunk))
            {
                chunk.Memory?.Release();
            }
        }

        _used = used;
    }

    /// <summary>A chunk that reaches beyond what the directory claims would have rows in slices that do not know it.</summary>
    private static void RequireBounds(BoundedChunk claimed, LoadedChunk chunk)
    {
        if (claimed.Bounds is { } bounds && chunk.IsOnIndex && (chunk.Timeline.Start < bounds.Start || chunk.Timeline.End > bounds.End))
        {
            throw new RerunException(
                $"Chunk {chunk.Info.Id} of partition '{chunk.Info.Partition}' has times from {chunk.Timeline.Start} to {chunk.Timeline.End}, expected {bounds.Start} to {bounds.End} as the chunk directory says.",
                RerunErrorCode.CorruptData);
        }
    }
}
