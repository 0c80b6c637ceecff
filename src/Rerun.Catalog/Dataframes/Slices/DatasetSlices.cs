using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>The slices of all partitions of a query, one after the other.</summary>
internal sealed class DatasetSlices(DataframePlan plan, Tuid dataset, long version, PartitionChunks[] partitions, PartitionReader reader)
{
    private IPartitionSlices? _current;
    private int _next;

    /// <summary>Whether it is known already that there is no further slice.</summary>
    public bool IsAtEnd => _next >= partitions.Length && _current?.IsAtEnd != false;

    /// <summary>The next slice that has rows, or null at the end; one call at a time. A call that was cancelled may be made again.</summary>
    public async ValueTask<PartitionSlice?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_current is not null && await _current.NextAsync(cancellationToken).ConfigureAwait(false) is { } slice)
            {
                return slice;
            }

            _current = null;
            if (_next >= partitions.Length)
            {
                return null;
            }

            _current = await reader.OpenAsync(plan, dataset, version, partitions[_next], cancellationToken).ConfigureAwait(false);
            _next++;
        }
    }
}
