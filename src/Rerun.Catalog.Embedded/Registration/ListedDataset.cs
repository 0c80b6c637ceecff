using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A dataset of files that a folder without a catalogue lists. It does not change.</summary>
internal sealed class ListedDataset : EmbeddedDataset
{
    private readonly Lazy<Task<DatasetContent>> _content;
    private volatile bool _isDisposed;

    public ListedDataset(EntryDetails details, IReadOnlyList<RecordingFile> files, RecordingLoader loader)
    {
        Details = details;
        _content = new Lazy<Task<DatasetContent>>(() => Task.Run(() => loader.Load(files, StoreKind)));
    }

    public override EntryDetails Details { get; }

    public override Task<DatasetContent> GetContentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedCatalog));
        return _content.Value.WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _isDisposed = true;
        if (_content.IsValueCreated)
        {
            // The files may still be on their way to being opened.
            _ = _content.Value.ContinueWith(
                static loading => loading.Result.CloseFiles(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
