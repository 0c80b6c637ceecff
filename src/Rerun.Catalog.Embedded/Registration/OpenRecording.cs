using Microsoft.Extensions.Logging;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A file of recordings that is open for reading, with the identity that it had when it was opened.</summary>
internal sealed partial class OpenRecording : IDisposable
{
    private readonly RrdFile _reader;

    private OpenRecording(FileIdentity file, RrdFile reader)
    {
        File = file;
        FileHash = file.GetHashCode();
        Url = FileUrls.Of(file.Path);
        _reader = reader;
    }

    /// <summary>Which content of which file is open.</summary>
    public FileIdentity File { get; }

    /// <summary>The hash of the file's identity, for keys of its chunks.</summary>
    public int FileHash { get; }

    /// <summary>The file's URL.</summary>
    public string Url { get; }

    /// <summary>The recordings or blueprints in the file.</summary>
    public IReadOnlyList<RrdStore> Stores => _reader.Stores;

    /// <summary>The chunks of all of them, in their order in the file.</summary>
    public IReadOnlyList<RrdChunkEntry> Chunks => _reader.Chunks;

    /// <summary>Opens a file: reads all its headers, and of each chunk what its schema needs.</summary>
    /// <exception cref="RerunException">The file cannot be read, or a fault was found.</exception>
    public static OpenRecording Open(string path, RrdReadOptions options, ILogger logger)
    {
        var file = FileIdentity.Of(path);
        var reader = RrdFile.Open(path, options);
        try
        {
            file.RequireUnchanged();
            foreach (var warning in reader.Warnings)
            {
                LogWarning(logger, path, warning);
            }

            return new OpenRecording(file, reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Decodes a chunk of the file. Whoever calls makes sure that the file is unchanged.</summary>
    public Chunk Decode(RrdChunkEntry chunk) => _reader.Decode(chunk);

    public void Dispose() => _reader.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Warning}")]
    private static partial void LogWarning(ILogger logger, string path, RrdWarning warning);
}
