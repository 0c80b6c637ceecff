using Microsoft.Extensions.Logging;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>Reads files for registration: every chunk of them is decoded, so that what is registered is known to be sound.</summary>
internal sealed partial class LayerReading(RecordingLoader loader, EmbeddedCatalogOptions options)
{
    private readonly StoredColumns _columns = new();

    /// <summary>Reads all files, several at once.</summary>
    /// <returns>The layers in the order of the files; those of one file by their ids.</returns>
    /// <exception cref="RerunException">A file cannot be read, has a fault, or holds nothing for the dataset.</exception>
    public List<PreparedLayer> Read(IReadOnlyList<SourceFile> files, RrdStoreKind kind, CancellationToken cancellationToken) =>
        Read(files, kind, skipsFaulty: false, cancellationToken);

    /// <summary>Reads the files found in a folder; where <see cref="CorruptFiles.Skip"/> is chosen the faulty ones are left out, with a warning in the log.</summary>
    /// <exception cref="RerunException">A file cannot be read or has a fault, and faulty files are an error.</exception>
    public List<PreparedLayer> ReadFound(IReadOnlyList<SourceFile> files, RrdStoreKind kind) =>
        Read(files, kind, options.CorruptFiles == CorruptFiles.Skip, CancellationToken.None);

    private List<PreparedLayer> Read(IReadOnlyList<SourceFile> files, RrdStoreKind kind, bool skipsFaulty, CancellationToken cancellationToken)
    {
        var layers = new List<PreparedLayer>[files.Count];
        var readersPerFile = Math.Max(1, options.MaxParallelism / Math.Max(1, files.Count));
        ParallelWork.For(files.Count, options.MaxParallelism, i =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                layers[i] = Read(files[i], kind, readersPerFile, cancellationToken);
            }
            catch (RerunException fault) when (skipsFaulty)
            {
                LogLeftOut(options.Logger, fault, files[i].Path);
                layers[i] = [];
            }
        });
        return [.. layers.SelectMany(found => found)];
    }

    private List<PreparedLayer> Read(SourceFile file, RrdStoreKind kind, int readers, CancellationToken cancellationToken)
    {
        var scanned = loader.Scan(file.Path, kind);
        using var recording = scanned.File;
        var layers = new List<PreparedLayer>();
        foreach (var (store, chunks) in scanned.StoresOf(kind))
        {
            ParallelWork.For(chunks.Length, readers, i =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                chunks[i] = WithBounds(chunks[i], recording.Decode(chunks[i]));
            });
            layers.Add(new PreparedLayer(
                recording,
                store,
                file.Layer,
                chunks,
                chunks.Sum(chunk => (long)chunk.DecodedSize),
                new ChunkListWriter(chunks),
                _columns.Of(chunks),
                StoredProperties.Write(LayerProperties.Read(recording, chunks))));
        }

        recording.File.RequireUnchanged();
        return layers;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is left out of the new catalogue.")]
    private static partial void LogLeftOut(ILogger logger, Exception fault, string path);

    private static RrdChunkEntry WithBounds(RrdChunkEntry entry, Chunk chunk)
    {
        if (entry.Timelines.Count == 0 || chunk.RowCount == 0)
        {
            return entry;
        }

        var timelines = new ChunkTimelineInfo[entry.Timelines.Count];
        for (var i = 0; i < timelines.Length; i++)
        {
            var times = TimelineSummary.Of(chunk.Timelines[i].Times);
            timelines[i] = entry.Timelines[i] with { Start = times.Start, End = times.End };
        }

        return entry.WithTimelines(timelines);
    }
}
