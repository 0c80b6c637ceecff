using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Embedded;

/// <summary>
/// A recording file (<c>.rrd</c>) opened by itself, without a catalog around it: it can be queried like a dataset of one partition. Mirrors what
/// <c>rerun.dataframe.load_recording</c> gives. A file that holds several recordings has a partition for each.
/// </summary>
public sealed class LocalRecording : IAsyncDisposable, IDisposable
{
    private readonly CatalogClient _client;

    private LocalRecording(string path, CatalogClient client, DatasetEntry dataset)
    {
        Path = path;
        _client = client;
        Dataset = dataset;
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>The recording as a dataset that is named after the file: schema, partitions, chunks. Usable until this is disposed.</summary>
    public DatasetEntry Dataset { get; }

    /// <summary>Opens a recording file: reads all its headers, and of each chunk what its schema needs. Mirrors <c>rerun.dataframe.load_recording</c>.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How to query, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no such file.</exception>
    /// <exception cref="RerunException">The file is damaged, or of a format that is not read.</exception>
    public static async ValueTask<LocalRecording> OpenAsync(
        string path, CatalogClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        var client = OpenClient(path, options);
        try
        {
            var dataset = (await client.GetDatasetsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))[0];
            await dataset.GetSchemaAsync(cancellationToken).ConfigureAwait(false);
            return new LocalRecording(path, client, dataset);
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="OpenAsync"/>
    public static LocalRecording Open(string path, CatalogClientOptions? options = null)
    {
        var client = OpenClient(path, options);
        try
        {
            var dataset = client.GetDatasets()[0];
            dataset.GetSchema();
            return new LocalRecording(path, client, dataset);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Describes a row-wise query. Nothing is read yet, nor are names looked up. Mirrors <c>rerun.dataframe.Recording.view</c>.</summary>
    /// <param name="index">The index (timeline) that makes the rows, or null for static data: one row per recording.</param>
    /// <param name="contents">Which entities and components the view is made of.</param>
    /// <param name="includeSemanticallyEmptyColumns">Whether columns stay in the view that hold no values at all.</param>
    /// <param name="includeTombstoneColumns">Whether the columns of the <c>Clear</c> archetype are in the view.</param>
    /// <returns>The view; its rows have the recording's id in the column <c>rerun_partition_id</c>.</returns>
    public DataframeQueryView DataframeQueryView(
        string? index, ViewContents contents, bool includeSemanticallyEmptyColumns = false, bool includeTombstoneColumns = false) =>
        Dataset.DataframeQueryView(index, contents, includeSemanticallyEmptyColumns, includeTombstoneColumns);

    /// <summary>Closes the file. Batches that were read stay valid.</summary>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static CatalogClient OpenClient(string path, CatalogClientOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CatalogClientOptions();
        return File.Exists(path)
            ? new CatalogClient(
                EmbeddedCatalog.Open(path, new EmbeddedCatalogOptions { Compatibility = options.Compatibility, MaxParallelism = options.MaxParallelism }), options)
            : throw new RerunNotFoundException($"There is no recording '{path}'.");
    }
}
