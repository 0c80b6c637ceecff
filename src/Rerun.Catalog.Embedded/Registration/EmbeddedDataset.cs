using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A dataset and its content, which is loaded when it is first asked for.</summary>
internal sealed class EmbeddedDataset : IDisposable
{
    private readonly EmbeddedCatalogOptions _options;
    private readonly RecordingLoader _loader;
    private readonly RrdStoreKind _kind;
    private readonly SemaphoreSlim _registering = new(1);
    private readonly Lock _lock = new();
    private Lazy<Task<DatasetContent>> _content;
    private volatile EntryDetails _details;
    private bool _disposed;

    /// <summary>A dataset of files that a folder lists.</summary>
    public EmbeddedDataset(EntryDetails details, IReadOnlyList<RecordingFile> files, RecordingLoader loader, EmbeddedCatalogOptions options)
        : this(details, loader, options) =>
        _content = new Lazy<Task<DatasetContent>>(() => Task.Run(() => Load(files)));

    /// <summary>An empty dataset.</summary>
    public EmbeddedDataset(EntryDetails details, RecordingLoader loader, EmbeddedCatalogOptions options)
    {
        _details = details;
        _loader = loader;
        _options = options;
        _kind = details.Kind == EntryKind.BlueprintDataset ? RrdStoreKind.Blueprint : RrdStoreKind.Recording;
        _content = new Lazy<Task<DatasetContent>>(Task.FromResult(new DatasetContent([], [], options)));
    }

    public EntryDetails Details => _details;

    /// <summary>What the dataset holds now.</summary>
    /// <exception cref="RerunException">A recording cannot be read.</exception>
    public Task<DatasetContent> GetContentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedCatalog));
        return _content.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Registers recordings, all or none: each chunk of each is decoded first.</summary>
    /// <exception cref="RerunException">A recording cannot be read, holds nothing for this dataset, or is there already.</exception>
    public async Task<IReadOnlyList<RecordingLayer>> RegisterAsync(IReadOnlyList<RecordingSource> sources, CancellationToken cancellationToken)
    {
        await _registering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var content = await GetContentAsync(cancellationToken).ConfigureAwait(false);
            var (layers, opened) = await Task.Run(() => Read(sources, content, cancellationToken), cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (_disposed)
                {
                    Dispose(opened);
                    throw new ObjectDisposedException(nameof(EmbeddedCatalog));
                }

                _content = new Lazy<Task<DatasetContent>>(Task.FromResult(content.With(layers, _options)));
                _details = _details with { UpdatedAtNanoseconds = Clock.Now() };
            }

            return layers;
        }
        finally
        {
            _registering.Release();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            if (_content is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var content } })
            {
                Dispose(content.Layers.Select(layer => layer.Recording).Distinct());
            }
        }
    }

    private static void Dispose(IEnumerable<OpenRecording> recordings)
    {
        foreach (var recording in recordings)
        {
            recording.Dispose();
        }
    }

    private DatasetContent Load(IReadOnlyList<RecordingFile> files)
    {
        var content = _loader.Load(files, _kind);
        lock (_lock)
        {
            // The catalog may have been closed while the files were opened.
            if (_disposed)
            {
                Dispose(content.Layers.Select(layer => layer.Recording).Distinct());
            }
        }

        return content;
    }

    private (List<RecordingLayer> Layers, List<OpenRecording> Opened) Read(
        IReadOnlyList<RecordingSource> sources, DatasetContent content, CancellationToken cancellationToken)
    {
        var opened = new List<OpenRecording>(sources.Count);
        var layers = new List<RecordingLayer>(sources.Count);
        var known = content.Layers.Select(layer => (layer.Partition, layer.Name)).ToHashSet();
        try
        {
            foreach (var source in sources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var recording = _loader.Open(FileUrls.ToPath(source.Url), _kind);
                opened.Add(recording);
                foreach (var layer in RecordingLayer.In(recording, _kind, source.Layer, Clock.Now()))
                {
                    if (!known.Add((layer.Partition, layer.Name)))
                    {
                        throw new RerunAlreadyExistsException(
                            $"Layer '{layer.Name}' already exists in partition '{layer.Partition}' of dataset '{_details.Name}'; registering '{source.Url}'.");
                    }

                    ParallelWork.For(layer.Entries.Count, _options.MaxParallelism, i =>
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        recording.Decode(layer.Entries[i]);
                    });
                    layers.Add(layer);
                }
            }

            return (layers, opened);
        }
        catch
        {
            Dispose(opened);
            throw;
        }
    }
}
