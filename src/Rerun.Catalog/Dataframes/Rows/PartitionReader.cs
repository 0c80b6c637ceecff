using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Reads what decides the rows of a partition.</summary>
internal sealed class PartitionReader(ICatalog catalog, ChunkCache cache, int maxParallelism)
{
    // The smallest number stands for "static" and is no time.
    private static readonly IndexRange Everything = new(long.MinValue + 1, long.MaxValue);

    /// <summary>The rows of a partition for a plan, or null if there are none.</summary>
    public async ValueTask<PartitionRows?> ReadAsync(
        DataframePlan plan, Tuid dataset, long version, PartitionChunks partition, CancellationToken cancellationToken)
    {
        var range = plan.Rows?.Hull(partition.Partition) ?? Everything;
        if (plan.IsEmpty || range.Start > range.End || plan.Rows?.Wants(partition.Partition) == false)
        {
            return null;
        }

        var query = plan.Query;
        var key = new EntriesKey(
            dataset, version, partition.Partition, query.Contents, plan.ColumnsText, query.IncludeSemanticallyEmptyColumns, query.Index, plan.Mode);
        if (cache.Budget.Find(key) is not PartitionEntries entries)
        {
            // Filling needs nearly everything anyway, and so does a query without bounds; what they find serves every later query.
            var whole = query.FillLatestAt || (range.Start <= Everything.Start && range.End == Everything.End);
            entries = await ReadEntriesAsync(plan, partition, whole ? Everything : range, cancellationToken).ConfigureAwait(false);
            if (whole)
            {
                cache.Budget.Keep(key, entries, entries.ByteSize);
            }
        }

        var rows = plan.Rows is { IsUnbounded: true } ? RowsOf(plan, key, entries) : PartitionRows.Of(plan, entries);
        return rows.Count == 0 ? null : rows;
    }

    /// <summary>All rows of a view, which are kept beside the entries if there is room.</summary>
    private PartitionRows RowsOf(DataframePlan plan, EntriesKey key, PartitionEntries entries)
    {
        if (entries.FindRows(plan) is not { } rows)
        {
            rows = PartitionRows.Of(plan, entries);
            if (entries.ByteSize + rows.ByteSize <= cache.MemoryLimit)
            {
                entries.KeepRows(plan, rows);
                cache.Budget.Keep(key, entries, entries.ByteSize);
            }
        }

        return rows;
    }

    private async ValueTask<PartitionEntries> ReadEntriesAsync(
        DataframePlan plan, PartitionChunks partition, IndexRange range, CancellationToken cancellationToken)
    {
        var scan = PartitionScan.Of(plan, partition, cache, range);
        var chunks = await cache.ReadAsync(catalog, scan.Needed, maxParallelism, cancellationToken).ConfigureAwait(false);
        var loaded = new LoadedChunk[chunks.Length];
        for (var i = 0; i < loaded.Length; i++)
        {
            loaded[i] = new LoadedChunk(i, scan.Needed[i], chunks[i], cache.SummaryOf(scan.Needed[i].Key, chunks[i]), plan.Index);
        }

        var builder = new PartitionEntriesBuilder(plan, partition, loaded, range);
        var inView = plan.Columns.Where(column => builder.Exists(column, scan.Others, cache)).ToHashSet();
        if (!plan.Query.IncludeSemanticallyEmptyColumns)
        {
            foreach (var column in builder.ColumnsWithoutValues().Where(inView.Contains).ToList())
            {
                if (!await HasValuesAsync(column, scan.Others, cancellationToken).ConfigureAwait(false))
                {
                    inView.Remove(column);
                }
            }
        }

        return builder.Build(inView);
    }

    /// <summary>Whether a chunk that decides no rows holds a value for the column.</summary>
    private async ValueTask<bool> HasValuesAsync(ViewColumn column, IReadOnlyList<ChunkInfo> others, CancellationToken cancellationToken)
    {
        var (entity, component) = (column.Descriptor.EntityPath, column.Descriptor.Component);
        foreach (var info in others)
        {
            if (!info.EntityPath.Equals(entity) || info.Components?.Contains(component) == false)
            {
                continue;
            }

            var summary = cache.FindSummary(info.Key);
            if (summary is null)
            {
                var chunks = await cache.ReadAsync(catalog, [info], 1, cancellationToken).ConfigureAwait(false);
                summary = cache.SummaryOf(info.Key, chunks[0]);
            }

            if (summary.HasValues(component))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record EntriesKey(
        Tuid Dataset,
        long Version,
        string Partition,
        ViewContents Contents,
        string Columns,
        bool IncludeSemanticallyEmptyColumns,
        string? Index,
        CompatibilityMode Mode);
}
