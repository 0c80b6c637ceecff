using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>What is kept of a partition's entries and rows beside its chunks.</summary>
/// <param name="cache">Where.</param>
/// <param name="key">Under which name.</param>
internal sealed class PartitionMemory(ChunkCache cache, object key)
{
    public PartitionEntries? Find() => cache.Budget.Find(key) as PartitionEntries;

    public void Keep(PartitionEntries entries) => cache.Budget.Keep(key, entries, entries.ByteSize);

    /// <summary>The rows of a view; all of them are kept beside the entries if there is room.</summary>
    public PartitionRows RowsOf(DataframePlan plan, PartitionEntries entries)
    {
        if (plan.Rows is not { IsUnbounded: true })
        {
            return PartitionRows.Of(plan, entries);
        }

        if (entries.FindRows(plan) is not { } rows)
        {
            rows = PartitionRows.Of(plan, entries);
            if (entries.ByteSize + rows.ByteSize <= cache.MemoryLimit)
            {
                entries.KeepRows(plan, rows);
                Keep(entries);
            }
        }

        return rows;
    }
}
