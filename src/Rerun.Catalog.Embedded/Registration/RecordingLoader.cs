using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>Reads the headers of recordings, of several at once.</summary>
internal sealed partial class RecordingLoader(EmbeddedCatalogOptions options)
{
    /// <summary>Recordings of one program have the same chunk schemas; each is parsed once for all files.</summary>
    public ChunkSchemaCache Schemas { get; } = new();

    /// <summary>Reads all headers of a file, and of each chunk what its schema needs.</summary>
    /// <exception cref="RerunException">The file cannot be read, or has a fault.</exception>
    public ScannedRecording Scan(string path, RrdStoreKind kind)
    {
        var file = FileIdentity.Of(path);
        var reading = RrdReadOptions.Default with { IncludeBlueprints = kind == RrdStoreKind.Blueprint, SchemaCache = Schemas };
        var opened = RrdFile.Open(path, reading);
        try
        {
            file.RequireUnchanged();
            foreach (var warning in opened.Warnings)
            {
                LogWarning(options.Logger, path, warning);
            }

            return new ScannedRecording(new StoredRecording(file, opened.Reader), opened.Stores, opened.Chunks);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Reads the headers of all files of a dataset.</summary>
    /// <exception cref="RerunException">A file has a fault and faulty files are an error, or two recordings would be one layer of one partition.</exception>
    public DatasetContent Load(IReadOnlyList<RecordingFile> files, RrdStoreKind kind)
    {
        var layers = new RecordingLayer[files.Count][];
        var opened = new ConcurrentBag<StoredRecording>();
        var failures = new ConcurrentDictionary<int, RerunException>();
        try
        {
            ParallelWork.For(files.Count, options.MaxParallelism, i =>
            {
                try
                {
                    var scanned = Scan(files[i].File.Path, kind);
                    opened.Add(scanned.File);
                    RequireKind(scanned, kind);
                    layers[i] = LayersIn(scanned, kind, files[i].Layer);
                }
                catch (RerunException exception) when (options.CorruptFiles == CorruptFiles.Skip)
                {
                    failures[i] = exception;
                }
            });

            RecordingLayer[] loaded = [.. layers.Where(found => found is not null).SelectMany(found => found)];
            RequireDistinct(loaded);
            return new DatasetContent(
                loaded, [.. failures.OrderBy(failure => failure.Key).Select(failure => new FailedRecording(files[failure.Key], failure.Value))], options);
        }
        catch
        {
            foreach (var file in opened)
            {
                file.Dispose();
            }

            throw;
        }
    }

    /// <exception cref="RerunException">A file holds nothing of the kind.</exception>
    private static void RequireKind(ScannedRecording scanned, RrdStoreKind kind)
    {
        if (!scanned.Stores.Any(store => store.Kind == kind))
        {
            var path = scanned.File.File.Path;
            throw new RerunException(
                $"'{path}' holds no {(kind == RrdStoreKind.Recording ? "recording" : "blueprint")}.", RerunErrorCode.CorruptData) { FileName = path };
        }
    }

    private static RecordingLayer[] LayersIn(ScannedRecording scanned, RrdStoreKind kind, string layer) =>
    [
        .. scanned.StoresOf(kind).Select(store => new RecordingLayer(
            scanned.File, store.Store.RecordingId, layer, scanned.File.File.WriteTime, new ScannedContent(scanned.File, store.Chunks))),
    ];

    private static void RequireDistinct(RecordingLayer[] layers)
    {
        var known = new Dictionary<(string Partition, string Layer), RecordingLayer>();
        foreach (var layer in layers)
        {
            if (!known.TryAdd((layer.Partition, layer.Name), layer))
            {
                var first = known[(layer.Partition, layer.Name)].Recording.File.Path;
                throw new RerunAlreadyExistsException(
                    $"'{first}' and '{layer.Recording.File.Path}' both hold the recording '{layer.Partition}' for the layer '{layer.Name}'. "
                    + "Put one of them into a sub-folder, which makes it a layer of its own.");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Warning}")]
    private static partial void LogWarning(ILogger logger, string path, RrdWarning warning);
}
