using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes;

/// <summary>The schema and the chunks that a dataset had at one moment: what is opened here sees the same rows, whatever is registered meanwhile.</summary>
internal sealed class DataframeSnapshot
{
    private readonly ICatalog _catalog;
    private readonly DataframeEngine _engine;
    private readonly KnownViews _views;
    private readonly Tuid _dataset;
    private readonly ChunkDirectory _directory;

    public DataframeSnapshot(ICatalog catalog, DataframeEngine engine, KnownViews views, Tuid dataset, ChunkDirectory directory)
    {
        _catalog = catalog;
        _engine = engine;
        _views = views;
        _dataset = dataset;
        _directory = directory;
    }

    /// <summary>Runs a query over partitions that the snapshot was made of.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="RerunNotFoundException">The index does not exist.</exception>
    /// <exception cref="RerunException">A projected column does not exist.</exception>
    public IArrowArrayStream Open(DataframeQuery query) => new DataframeStream(
        _catalog,
        _engine.ChunkCache,
        _engine.Options,
        _views.Plan(query, _engine.Options.Compatibility),
        _dataset,
        _directory.Version,
        DataframeEngine.PartitionsOf(_directory, query));
}
