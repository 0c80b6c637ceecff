using System.Collections.Concurrent;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>Opens the recordings of datasets, several at once.</summary>
internal sealed class RecordingLoader(EmbeddedCatalogOptions options)
{
    // Recordings of one program have the same chunk schemas; each is parsed once for all files.
    private readonly ChunkSchemaCache _schemas = new();

    /// <summary>Opens one file of recordings.</summary>
    /// <exception cref="RerunException">The file cannot be read, has a fault, or holds no store of the kind.</exception>
    public OpenRecording Open(string path, RrdStoreKind kind)
    {
        var reading = RrdReadOptions.Default with { IncludeBlueprints = kind == RrdStoreKind.Blueprint, SchemaCache = _schemas };
        var recording = OpenRecording.Open(path, reading, options.Logger);
        if (recording.Stores.Any(store => store.Kind == kind))
        {
            return recording;
        }

        recording.Dispose();
        throw new RerunException(
            $"'{path}' holds no {(kind == RrdStoreKind.Recording ? "recording" : "blueprint")}.", RerunErrorCode.CorruptData) { FileName = path };
    }

    /// <summary>Opens all files of a dataset.</summary>
    /// <exception cref="RerunException">A file has a fault and faulty files are an error, or two recordings would be one layer of one partition.</exception>
    public DatasetContent Load(IReadOnlyList<RecordingFile> files, RrdStoreKind kind)
    {
        var opened = new OpenRecording?[files.Count];
        var layers = new RecordingLayer[files.Count][];
        var failures = new ConcurrentDictionary<int, RerunException>();
        try
        {
            ParallelWork.For(files.Count, options.MaxParallelism, i =>
            {
                try
                {
                    opened[i] = Open(files[i].File.Path, kind);
                    layers[i] = RecordingLayer.In(opened[i]!, kind, files[i].Layer, opened[i]!.File.WriteTime);
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
            foreach (var recording in opened)
            {
                recording?.Dispose();
            }

            throw;
        }
    }

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
}
