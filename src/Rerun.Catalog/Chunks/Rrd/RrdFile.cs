using Rerun.Arrow;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>
/// A recording file (<c>.rrd</c>, <c>.rbl</c>): its stores and chunks, found by their headers. Of each chunk only what its schema needs is decoded
/// on opening; rows are decoded on request. Safe for use by several threads.
/// </summary>
/// <remarks>
/// Reads formats 0.23 (protobuf) and later: compressed or not, several streams one after the other, with or without end marker and footer. Decoded
/// chunks do not depend on the file: it may be disposed while they are in use.
/// </remarks>
public sealed class RrdFile : IDisposable
{
    private RrdFile(RrdBytes bytes, string? path, RrdReadOptions options)
    {
        var diagnostics = new RrdDiagnostics(path);
        Reader = new RrdChunkReader(bytes, diagnostics);
        Path = path;
        Length = bytes.Length;
        using (bytes.Enter())
        {
            var contents = RrdContents.Read(bytes, options, diagnostics);
            Stores = contents.Stores;
            Chunks = contents.Chunks;
            HasEndMarker = contents.EndMarkerSeen;
        }

        Warnings = [.. diagnostics.Warnings];
    }

    /// <summary>The file's path, or the name given to bytes that come from elsewhere, or null.</summary>
    public string? Path { get; }

    /// <summary>The number of bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The recordings and blueprints that the file announces, in order of first announcement; at least one.</summary>
    public IReadOnlyList<RrdStore> Stores { get; }

    /// <summary>The chunks in the order of the file. Of chunks with one id in one store only the first is listed.</summary>
    public IReadOnlyList<RrdChunkEntry> Chunks { get; }

    /// <summary>What is odd about the file, but does not keep it from loading.</summary>
    public IReadOnlyList<RrdWarning> Warnings { get; }

    /// <summary>Whether the writer came to its end; a file that was cut, or is still being written, has no end marker.</summary>
    public bool HasEndMarker { get; }

    /// <summary>What decodes the chunks. It stays usable until it is disposed, or this object is.</summary>
    internal RrdChunkReader Reader { get; }

    /// <summary>Opens a file by mapping it into memory.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How to read it, or null for the defaults.</param>
    /// <exception cref="RerunException">The file cannot be read, is no recording, is too old, or is damaged; the error names the offset.</exception>
    public static RrdFile Open(string path, RrdReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(MappedRrdBytes.OpenFile(path), path, options);
    }

    /// <summary>Reads a file from memory.</summary>
    /// <param name="bytes">The file's bytes; not to be changed while this object is in use.</param>
    /// <param name="name">The name for errors, or null.</param>
    /// <param name="options">How to read it, or null for the defaults.</param>
    /// <exception cref="RerunException">The bytes are no recording, too old, or damaged; the error names the offset.</exception>
    public static RrdFile Read(ReadOnlyMemory<byte> bytes, string? name = null, RrdReadOptions? options = null) =>
        Open(new MemoryRrdBytes(bytes), name, options);

    /// <summary>Reads a file from a stream, to its end, into memory.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="name">The name for errors, or null.</param>
    /// <param name="options">How to read it, or null for the defaults.</param>
    /// <exception cref="RerunException">The bytes are no recording, too old, or damaged; the error names the offset.</exception>
    public static RrdFile Read(Stream stream, string? name = null, RrdReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Open(MemoryRrdBytes.ReadFrom(stream), name, options);
    }

    /// <summary>Decodes and checks a chunk.</summary>
    /// <param name="entry">A chunk of this file.</param>
    /// <exception cref="RerunException">The chunk is damaged; the error names file, offset, message, chunk and, where it is one, the column.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public Chunk Decode(RrdChunkEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Reader.Decode(entry);
    }

    /// <summary>Gives the file back. Decoded chunks stay usable.</summary>
    public void Dispose() => Reader.Dispose();

    private static RrdFile Open(RrdBytes bytes, string? path, RrdReadOptions? options)
    {
        try
        {
            return new RrdFile(bytes, path, options ?? RrdReadOptions.Default);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
