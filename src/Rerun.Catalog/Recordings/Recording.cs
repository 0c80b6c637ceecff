using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

/// <summary>
/// A recording in memory, apart from any catalog: what <see cref="DatasetEntry.DownloadPartitionAsync"/> fetches, or one read from a file. It can be
/// queried, and saved as an <c>.rrd</c> file. Mirrors <c>rerun.dataframe.Recording</c>. Immutable; safe for several threads.
/// </summary>
public sealed class Recording
{
    private readonly Lazy<DataframeEngine> _engine;
    private readonly Lazy<DatasetSchema> _schema;

    /// <summary>Puts a recording together.</summary>
    /// <param name="applicationId">The name of the program's application; any text.</param>
    /// <param name="recordingId">The recording's id; in a dataset, the partition's.</param>
    /// <param name="chunks">The chunks, whose rows are in order of their ids; of several with one id the first counts.</param>
    public Recording(string applicationId, string recordingId, IEnumerable<Chunk> chunks)
        : this(applicationId, recordingId, chunks, new CatalogClientOptions())
    {
    }

    internal Recording(string applicationId, string recordingId, IEnumerable<Chunk> chunks, CatalogClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(applicationId);
        ArgumentNullException.ThrowIfNull(recordingId);
        ArgumentNullException.ThrowIfNull(chunks);
        ApplicationId = applicationId;
        RecordingId = recordingId;
        Chunks = [.. chunks.DistinctBy(chunk => chunk.Id)];
        _schema = new Lazy<DatasetSchema>(() => RecordingCatalog.SchemaOf(Chunks));
        _engine = new Lazy<DataframeEngine>(() => new RecordingCatalog(RecordingId, Schema, Chunks).CreateEngine(options));
    }

    /// <summary>The name of the program's application; of a downloaded partition the dataset's name. Mirrors <c>Recording.application_id</c>.</summary>
    public string ApplicationId { get; }

    /// <summary>The recording's id; in a dataset, the partition's. Mirrors <c>Recording.recording_id</c>.</summary>
    public string RecordingId { get; }

    /// <summary>The chunks.</summary>
    public IReadOnlyList<Chunk> Chunks { get; }

    /// <summary>The columns: indexes, then components. Mirrors <c>Recording.schema</c>.</summary>
    public DatasetSchema Schema => _schema.Value;

    /// <summary>
    /// Reads the recording of a file (<c>.rrd</c>) into memory, without a catalog around it. Mirrors <c>rerun.dataframe.load_recording</c>. A catalog over one file
    /// reads it bit by bit instead, and takes files of several recordings.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How to query, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="RerunNotFoundException">There is no such file.</exception>
    /// <exception cref="RerunException">The file cannot be read or is damaged, or does not hold exactly one recording.</exception>
    public static async ValueTask<Recording> OpenAsync(string path, CatalogClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new RerunNotFoundException($"There is no recording '{path}'.");
        }

        options ??= new CatalogClientOptions();
        using var file = RrdFile.Open(path);
        if (file.Stores.Where(store => store.Kind == RrdStoreKind.Recording).ToList() is not [var store])
        {
            var count = file.Stores.Count(store => store.Kind == RrdStoreKind.Recording);
            throw new RerunException($"{path} holds {count} recordings, expected one.", RerunErrorCode.InvalidArgument) { FileName = path };
        }

        RrdChunkEntry[] entries = [.. file.Chunks.Where(entry => entry.Store == store)];
        var chunks = new Chunk[entries.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, entries.Length, parallel, (i, _) =>
        {
            chunks[i] = file.Decode(entries[i]);
            return default;
        }).ConfigureAwait(false);
        return new Recording(store.ApplicationId, store.RecordingId, chunks, options);
    }

    /// <inheritdoc cref="OpenAsync"/>
    public static Recording Open(string path, CatalogClientOptions? options = null) => Blocking.Wait(() => OpenAsync(path, options));

    /// <summary>Describes a row-wise query. Nothing is computed yet, nor are names looked up. Mirrors <c>Recording.view</c>.</summary>
    /// <param name="index">The index (timeline) that makes the rows, or null for static data: one row.</param>
    /// <param name="contents">Which entities and components the view is made of.</param>
    /// <param name="includeSemanticallyEmptyColumns">Whether columns stay in the view that hold no values at all.</param>
    /// <param name="includeTombstoneColumns">Whether the columns of the <c>Clear</c> archetype are in the view.</param>
    /// <returns>A view whose rows have the recording's id as their partition.</returns>
    public DataframeQueryView View(
        string? index, ViewContents contents, bool includeSemanticallyEmptyColumns = false, bool includeTombstoneColumns = false)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return new DataframeQueryView(_engine.Value, RecordingCatalog.Dataset, new DataframeQuery
        {
            Index = index,
            Contents = contents,
            IncludeSemanticallyEmptyColumns = includeSemanticallyEmptyColumns,
            IncludeTombstoneColumns = includeTombstoneColumns,
        });
    }

    /// <summary>
    /// Saves the recording as a file that Rerun software from 0.27 on loads. The file appears when it is whole: one of that name is replaced, and stays as it
    /// is when saving fails.
    /// </summary>
    /// <param name="path">The file's path; its name ends in <c>.rrd</c> by custom.</param>
    /// <param name="cancellationToken">Cancels the saving.</param>
    /// <exception cref="RerunException">The file cannot be written.</exception>
    public async ValueTask SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16, useAsync: true))
            {
                await SaveAsync(stream, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception cause)
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }

            if (cause is IOException or UnauthorizedAccessException)
            {
                throw new RerunException($"{path} cannot be written: {cause.Message}", RerunErrorCode.InputOutput, cause) { FileName = path };
            }

            throw;
        }
    }

    /// <inheritdoc cref="SaveAsync(string, CancellationToken)"/>
    public void Save(string path) => Blocking.Wait(() => SaveAsync(path));

    /// <summary>Writes the recording to a stream, as it stands in an <c>.rrd</c> file.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing; the stream then holds a part of the file.</param>
    public ValueTask SaveAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return RrdWriter.WriteAsync(stream, new RrdStore(RrdStoreKind.Recording, ApplicationId, RecordingId), Chunks, cancellationToken);
    }

    /// <inheritdoc cref="SaveAsync(Stream, CancellationToken)"/>
    public void Save(Stream stream) => Blocking.Wait(() => SaveAsync(stream));

    /// <summary>Application and id.</summary>
    public override string ToString() => $"Recording '{RecordingId}' of '{ApplicationId}'";
}
