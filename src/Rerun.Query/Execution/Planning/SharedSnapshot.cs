using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Sources;

namespace Rerun.Query.Execution.Planning;

/// <summary>What a dataset held when the first of several reads began, for one execution. Not for calls at one time.</summary>
internal sealed class SharedSnapshot
{
    private DataframeSnapshot? _snapshot;

    /// <summary>Reads a view. The first to be opened must have the partitions of all others.</summary>
    public async ValueTask<IArrowArrayStream> OpenAsync(IDataframeReader dataframes, Tuid dataset, DataframeQuery query, CancellationToken cancellationToken)
    {
        _snapshot ??= await dataframes.SnapshotAsync(dataset, query, cancellationToken).ConfigureAwait(false);
        return _snapshot.Open(query);
    }
}
