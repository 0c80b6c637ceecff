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

        // Scanning leaves no file open; one that is still under way has nothing to close.
        if (_content is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var content } })
        {
            content.CloseFiles();
        }
    }
}
