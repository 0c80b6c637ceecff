using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A file of recordings, with the identity that it had when it was scanned.</summary>
/// <param name="file">Which content of which file it is.</param>
/// <param name="reader">The open file, or null: it is opened when the first of its chunks is read.</param>
internal sealed class StoredRecording(FileIdentity file, RrdChunkReader? reader = null) : IDisposable
{
    private readonly Lock _opening = new();
    private volatile RrdChunkReader? _reader = reader;
    private bool _isDisposed;

    /// <summary>Which content of which file it is.</summary>
    public FileIdentity File { get; } = file;

    /// <summary>The hash of the file's identity, for keys of its chunks.</summary>
    public int FileHash { get; } = file.GetHashCode();

    /// <summary>The file's URL.</summary>
    public string Url { get; } = FileUrls.Of(file.Path);

    /// <summary>Decodes a chunk of the file. Whoever calls makes sure that the file is unchanged.</summary>
    /// <exception cref="RerunException">The file cannot be read, or the chunk is damaged.</exception>
    public Chunk Decode(RrdChunkEntry chunk, ChunkBuffers? buffers = null) => (_reader ?? Open()).Decode(chunk, buffers);

    /// <summary>Reads the outline of a chunk of the file. Whoever calls makes sure that the file is unchanged.</summary>
    /// <exception cref="RerunException">The file cannot be read, or the chunk is damaged.</exception>
    public Chunk ReadOutline(RrdChunkEntry chunk) => (_reader ?? Open()).ReadOutline(chunk);

    /// <summary>Reads a chunk of the file as it is stored, or null where it has to be decoded. Whoever calls makes sure that the file is unchanged.</summary>
    /// <exception cref="RerunException">The file cannot be read.</exception>
    public StoredChunk? ReadStored(RrdChunkEntry chunk) => chunk.Head.Schema.IsCurrent ? (_reader ?? Open()).ReadStored(chunk) : null;

    public void Dispose()
    {
        lock (_opening)
        {
            _isDisposed = true;
            _reader?.Dispose();
        }
    }

    private RrdChunkReader Open()
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedCatalog));
            return _reader ??= RrdChunkReader.Open(File.Path);
        }
    }
}
