using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>Decides how a partition is gone through: at once, or in slices of its index where it is large or its chunks still have to be read.</summary>
internal sealed class PartitionReader(ICatalog catalog, ChunkCache cache, int maxParallelism, SliceBudget budget)
{
    // As much as the slice in use and the one being prepared give back.
    private ChunkBuffers? _buffers;

    private const int FewChunks = 256;

    // The smallest number stands for "static" and is no time.
    private static readonly IndexRange Everything = new(long.MinValue + 1, long.MaxValue);

    /// <summary>The slices of a partition for a plan, or null if it has no rows.</summary>
    public async ValueTask<IPartitionSlices?> OpenAsync(
        DataframePlan plan, Tuid dataset, long version, PartitionChunks partition, CancellationToken cancellationToken)
    {
        var asked = plan.Rows?.Hull(partition.Partition) ?? Everything;
        if (plan.IsEmpty || asked.Start > asked.End || plan.Rows?.Wants(partition.Partition) == false)
        {
            return null;
        }

        var query = plan.Query;
        var key = new EntriesKey(
            dataset, version, partition.Partition, query.Contents, plan.ColumnsText, query.IncludeSemanticallyEmptyColumns, query.Index, plan.Mode, Everything);
        var memory = new PartitionMemory(cache, key);
        if (memory.Find() is { } known)
        {
            return new KnownPartition(plan, known, memory);
        }

        // Filling needs nearly everything anyway, and so does a query without bounds; what they find serves every later query.
        var isWhole = query.FillLatestAt || asked == Everything;
        var range = isWhole ? Everything : asked;
        var instants = isWhole ? null : plan.Rows!.Instants(partition.Partition);

        // What is found for single instants of a range says nothing of the rest of it.
        var isAllOfRange = instants is null || (instants.Length == 1 && asked.Start == asked.End);
        var part = isWhole || !isAllOfRange ? null : new PartitionMemory(cache, key with { Range = asked });
        if (part?.Find() is { } knownPart)
        {
            return new KnownPartition(plan, knownPart, part);
        }

        var scan = PartitionScan.Of(plan, partition, cache, range, instants);
        if (!isWhole && partition.Chunks.Count <= FewChunks
            && PartitionScan.Of(plan, partition, cache, Everything) is var all && all.Needed.All(chunk => chunk.HasOutline || cache.Budget.Find(chunk.Key) is not null))
        {
            // Of chunks that are at hand anyway what is found serves every later query too.
            (isWhole, range, scan, instants) = (true, Everything, all, null);
        }

        var fits = scan.Needed.Sum(chunk => chunk.EntryBytes) <= budget.Partition;
        if ((!isWhole || !fits) && scan.Needed.Any(chunk => chunk.Timelines is null && cache.FindSummary(chunk.Key) is null))
        {
            partition = await catalog.DescribeChunksAsync(dataset, partition, cancellationToken).ConfigureAwait(false);
            scan = PartitionScan.Of(plan, partition, cache, range, instants);
            fits = scan.Needed.Sum(chunk => chunk.EntryBytes) <= budget.Partition;
        }

        var source = new SliceChunks(catalog, cache, maxParallelism, DisplacesOthers: fits, plan.Index is null || fits ? null : _buffers ??= new ChunkBuffers(2 * budget.Slice));
        var columns = new PartitionColumns(plan, scan.Chunks, source);
        if (await FindSlicesAsync(plan, scan, range, asked, fits, source, cancellationToken).ConfigureAwait(false) is { } slices)
        {
            return new PartitionSlices(plan, partition, source, columns, slices, asked);
        }

        return new PartitionSlices(plan, partition, source, columns, [IndexSlice.Of(range, scan.Needed)], asked) { Memory = isWhole ? memory : part };
    }

    /// <summary>The slices of a partition, or null if it is to be gone through at once.</summary>
    private async ValueTask<List<IndexSlice>?> FindSlicesAsync(
        DataframePlan plan, PartitionScan scan, IndexRange range, IndexRange asked, bool fits, SliceChunks source, CancellationToken cancellationToken)
    {
        if (plan.Index is not { } index)
        {
            return null;
        }

        if (!fits)
        {
            return IndexSlice.Cut(range, await source.LearnBoundsAsync(scan.Needed, index, budget.Slice, cancellationToken).ConfigureAwait(false), budget);
        }

        // Of a part that is filled, the entries before it serve every later query, if they are found all at once.
        return (!plan.Query.FillLatestAt || asked == range)
            && scan.Needed.Sum(chunk => chunk.EntryBytes) > budget.FirstSlice
            && source.FindBounds(scan.Needed, index) is { } bounds
            && scan.Needed.Any(chunk => !source.IsAtHand(chunk))
            ? IndexSlice.Cut(range, bounds, budget)
            : null;
    }

    private sealed record EntriesKey(
        Tuid Dataset,
        long Version,
        string Partition,
        ViewContents Contents,
        string Columns,
        bool IncludeSemanticallyEmptyColumns,
        string? Index,
        CompatibilityMode Mode,
        IndexRange Range);
}
