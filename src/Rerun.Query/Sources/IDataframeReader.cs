using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;

namespace Rerun.Query.Sources;

/// <summary>What reads the leaves of plans: the dataframe engine, or in tests something simpler.</summary>
internal interface IDataframeReader
{
    /// <summary>All columns of a dataset.</summary>
    ValueTask<DatasetSchema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken);

    /// <summary>The columns of a view.</summary>
    ValueTask<Schema> GetSchemaAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken);

    /// <summary>Starts reading the rows of a view, in (partition, index) order.</summary>
    ValueTask<IArrowArrayStream> OpenAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken);

    /// <summary>What a dataset holds now, for the partitions of a view: several reads of it see the same rows.</summary>
    ValueTask<DataframeSnapshot> SnapshotAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken);
}
