using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;

namespace Rerun.Query.Sources;

/// <summary>Reads the leaves of plans by the dataframe engine.</summary>
internal sealed class DataframeEngineReader(DataframeEngine engine) : IDataframeReader
{
    /// <inheritdoc/>
    public ValueTask<DatasetSchema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken) =>
        engine.GetDatasetSchemaAsync(dataset, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Schema> GetSchemaAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken) =>
        engine.GetSchemaAsync(dataset, query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> OpenAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken) =>
        engine.OpenAsync(dataset, query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DataframeSnapshot> SnapshotAsync(Tuid dataset, DataframeQuery query, CancellationToken cancellationToken) =>
        engine.SnapshotAsync(dataset, query, cancellationToken);
}
