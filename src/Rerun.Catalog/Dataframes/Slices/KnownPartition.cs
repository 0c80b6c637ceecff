using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>A partition whose entries an earlier query has found: one slice, whose chunks are read as batches need them.</summary>
internal sealed class KnownPartition(DataframePlan plan, PartitionEntries entries, PartitionMemory memory) : IPartitionSlices
{
    private bool _isGiven;

    public bool IsAtEnd => _isGiven;

    public ValueTask<PartitionSlice?> NextAsync(CancellationToken cancellationToken)
    {
        var rows = _isGiven ? null : memory.RowsOf(plan, entries);
        _isGiven = true;
        return new(rows is null || rows.Count == 0 ? null : new PartitionSlice(rows, null));
    }
}
