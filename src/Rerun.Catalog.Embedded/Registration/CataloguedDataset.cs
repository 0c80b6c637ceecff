using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A dataset whose layers are rows of a catalogue. What is known of a layer once is kept while it exists; other layers may come and go.</summary>
internal sealed class CataloguedDataset(EntryDetails details, CatalogueFile catalogue, SchemaLibrary schemas, EmbeddedCatalogOptions options)
    : EmbeddedDataset
{
    private const string ListLayers =
        """
        SELECT layer, partition, name, path, length, write_time, application, registered_at, chunk_count, byte_size, schema, chunks, properties
        FROM layers JOIN layer_contents USING (layer) WHERE dataset = $1 AND layer > $2 ORDER BY layer
        """;

    private readonly SemaphoreSlim _loading = new(1);
    private readonly CataloguePaths _paths = new(catalogue.Folder);
    private volatile EntryDetails _details = details;
    private volatile Loaded? _loaded;
    private long _contentVersion = -1;
    private volatile bool _isDisposed;

    public override EntryDetails Details => _details;

    /// <summary>Takes note of what the catalogue says now.</summary>
    /// <param name="now">The entry.</param>
    /// <param name="contentVersion">A number that is greater after each change of the layers.</param>
    public void Update(EntryDetails now, long contentVersion)
    {
        _details = now;
        Volatile.Write(ref _contentVersion, contentVersion);
    }

    public override async Task<DatasetContent> GetContentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedCatalog));
        if (Current() is { } known)
        {
            return known;
        }

        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Current() ?? await Task.Run(Load, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    public override void Dispose()
    {
        _isDisposed = true;
        _loaded?.Content.CloseFiles();
    }

    private DatasetContent? Current() =>
        _loaded is { } loaded && loaded.Version >= Volatile.Read(ref _contentVersion) ? loaded.Content : null;

    private DatasetContent Load()
    {
        var id = _details.Id;
        var known = _loaded?.Layers ?? [];
        var files = known.Values.Select(layer => layer.Recording).DistinctBy(recording => recording.File).ToDictionary(recording => recording.File);
        var loaded = catalogue.Read(connection =>
        {
            if (connection.Select("SELECT content_version FROM entries WHERE id = $1", row => row.GetInt64(0), id) is not [var version])
            {
                throw new RerunNotFoundException($"There is no dataset with the id {id}.");
            }

            schemas.Load(connection);
            var last = known.Count == 0 ? 0 : known.Keys.Max();
            var now = connection.Select("SELECT layer FROM layers WHERE dataset = $1 ORDER BY layer", row => row.GetInt64(0), id);
            var layers = new SortedDictionary<long, RecordingLayer>();
            foreach (var layer in now)
            {
                if (known.TryGetValue(layer, out var kept))
                {
                    layers.Add(layer, kept);
                }
            }

            foreach (var (layer, added) in connection.Select(ListLayers, row => (row.GetInt64(0), ReadLayer(row, files)), id, last))
            {
                layers.Add(layer, added);
            }

            return new Loaded(version, layers, new DatasetContent([.. layers.Values], [], options));
        });
        _loaded = loaded;
        if (_isDisposed)
        {
            loaded.Content.CloseFiles();
        }

        return loaded.Content;
    }

    private RecordingLayer ReadLayer(Microsoft.Data.Sqlite.SqliteDataReader row, Dictionary<FileIdentity, StoredRecording> files)
    {
        var partition = row.GetString(1);
        var identity = new FileIdentity(_paths.FromStored(row.GetString(3)), row.GetInt64(4), row.GetInt64(5));
        if (!files.TryGetValue(identity, out var file))
        {
            files.Add(identity, file = new StoredRecording(identity));
        }

        var content = new CataloguedContent(
            new RrdStore(StoreKind, row.GetString(6), partition),
            row.GetInt32(8),
            row.GetInt64(9),
            row.GetInt64(10),
            row.GetBytes(11),
            row.GetBytesOrNull(12),
            schemas);
        return new RecordingLayer(file, partition, row.GetString(2), row.GetInt64(7), content);
    }

    private sealed record Loaded(long Version, SortedDictionary<long, RecordingLayer> Layers, DatasetContent Content);
}
