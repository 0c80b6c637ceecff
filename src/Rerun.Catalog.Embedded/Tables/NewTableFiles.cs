using System.Collections.Immutable;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Files that were written and that nothing refers to yet. Disposing deletes them, unless they were kept.</summary>
internal sealed class NewTableFiles(ITableStorage storage) : IDisposable
{
    private readonly List<(TableFile File, IDisposable? Hold)> _files = [];
    private bool _isKept;

    public ImmutableArray<TableFile> Files => [.. _files.Select(file => file.File)];

    /// <param name="file">The file.</param>
    /// <param name="hold">What keeps others from deleting the file as one that nothing refers to; closed at the end.</param>
    public void Add(TableFile file, IDisposable? hold) => _files.Add((file, hold));

    /// <summary>Says that the catalogue refers to the files now.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        foreach (var (file, hold) in _files)
        {
            hold?.Dispose();
            if (!_isKept)
            {
                storage.Delete(file);
            }
        }
    }
}
