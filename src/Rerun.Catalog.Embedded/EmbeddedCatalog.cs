using System.Reflection;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Indexes;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded;

/// <summary>
/// A catalog in process: a folder of recordings, one recording, or nothing but memory. See <see cref="Open"/> for what becomes a dataset.
/// </summary>
public sealed partial class EmbeddedCatalog : ICatalog, IObservedCatalog, IStoredChunks, IChunkDecoder, IChunkOutlines
{
    /// <summary>The location of a catalog in memory.</summary>
    public const string InMemory = ":memory:";

    private readonly EmbeddedCatalogOptions _options;
    private readonly CatalogEntries _entries;
    private readonly CatalogueFile? _catalogue;
    private readonly TuidSequence _ids;
    private readonly DatasetRegistration? _registration;
    private readonly CataloguedTables? _tables;
    private readonly SearchIndexes? _indexes;

    private EmbeddedCatalog(string location, FolderListing listing, EmbeddedCatalogOptions options)
    {
        Location = location;
        _options = options;
        _ids = new TuidSequence();
        _entries = new ListedEntries(listing, new RecordingLoader(options));
    }

    private EmbeddedCatalog(string location, CatalogueFile catalogue, RecordingLoader loader, TuidSequence ids, EmbeddedCatalogOptions options)
    {
        Location = location;
        _options = options;
        _catalogue = catalogue;
        _ids = ids;
        _tables = new CataloguedTables(catalogue, ids, options);
        _indexes = new SearchIndexes(catalogue, options);
        _entries = new CataloguedEntries(catalogue, _tables, new SchemaLibrary(loader.Schemas), options);
        _registration = new DatasetRegistration(catalogue, loader, _ids, options);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Whether the catalog may change while it is open: by this object, or by another that has the same folder open. Others stay as they are.</summary>
    public bool CanChange => _catalogue is not null && (_catalogue.Folder is not null || _options.Mode != CatalogOpenMode.ReadOnly);

    /// <inheritdoc/>
    object IObservedCatalog.State => _entries.Current();

    /// <summary>Opens a catalog.</summary>
    /// <remarks>
    /// <para>
    /// A folder without a catalogue of its own: recordings (<c>.rrd</c>) directly in it form a dataset named after the folder; otherwise each sub-folder with
    /// recordings is a dataset. Sub-folders of a dataset's folder are layers named after them; nothing deeper is read. Blueprints (<c>.rbl</c>) beside the
    /// recordings form the dataset's blueprint dataset. Arrow files (<c>.arrow</c>) are tables. The folder is listed now; later changes are not seen. Entry ids
    /// derive from the names, times from the files. One recording: a dataset named after the file. Both are read-only.
    /// </para>
    /// <para>
    /// A folder with a catalogue (<c>catalog.db</c>): what is registered there. It may be open several times, in several processes; each sees what the others
    /// change. What a changing call has returned from outlasts a crash. <see cref="CatalogOpenMode.ReadWriteCreate"/> makes the catalogue.
    /// </para>
    /// <para><see cref="InMemory"/>: an empty catalog that ends with this object. Recordings stay where they are.</para>
    /// <para>
    /// The recordings of a folder without a catalogue are opened when their dataset is first used: all their headers are read, and of each chunk what its schema
    /// needs. What is found to be faulty then is treated as <see cref="EmbeddedCatalogOptions.CorruptFiles"/> says. A recording that is registered is read
    /// completely at that time, and then opened only when its chunks are read.
    /// </para>
    /// </remarks>
    /// <param name="location">The path of a folder or a recording, or <see cref="InMemory"/>.</param>
    /// <param name="options">How to open and read, or null for the defaults.</param>
    /// <exception cref="RerunNotFoundException">There is no such folder or file.</exception>
    /// <exception cref="RerunException">The folder cannot be read, its catalogue is of a newer release, or the mode asks for what the place does not offer.</exception>
    public static EmbeddedCatalog Open(string location, EmbeddedCatalogOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        options ??= new EmbeddedCatalogOptions();
        if (location == InMemory)
        {
            return new EmbeddedCatalog(location, CatalogueFile.InMemory(), new RecordingLoader(options), new TuidSequence(), options);
        }

        var mode = options.Mode;
        if (File.Exists(location))
        {
            return mode is CatalogOpenMode.Default or CatalogOpenMode.ReadOnly
                ? new EmbeddedCatalog(location, FolderListing.OfFile(location), options)
                : throw new RerunException($"'{location}' is a single recording, which can only be read; Mode={mode} needs a folder.", RerunErrorCode.ReadOnly);
        }

        if (mode == CatalogOpenMode.ReadWriteCreate)
        {
            return OpenOrCreate(location, options);
        }

        if (!Directory.Exists(location))
        {
            throw new RerunNotFoundException($"There is no folder or recording '{location}'.");
        }

        bool? isWritable = mode == CatalogOpenMode.Default ? null : mode == CatalogOpenMode.ReadWrite;
        if (CatalogueFile.TryOpen(location, isWritable) is { } catalogue)
        {
            return new EmbeddedCatalog(location, catalogue, new RecordingLoader(options), new TuidSequence(), options);
        }

        return mode == CatalogOpenMode.ReadWrite
            ? throw new RerunException(
                $"The folder '{location}' has no catalogue ({CatalogueFile.FileName}), without which it can only be read; Mode=ReadWriteCreate makes one.",
                RerunErrorCode.ReadOnly)
            : new EmbeddedCatalog(location, FolderListing.OfFolder(location), options);
    }

    /// <inheritdoc/>
    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        var version = typeof(EmbeddedCatalog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new ValueTask<string>(version.Split('+')[0]);
    }

    /// <inheritdoc/>
    public async ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Current().Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).Schema;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Current().Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).PartitionTable;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Current().Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).Manifest;

    /// <inheritdoc/>
    public async ValueTask<ChunkDirectory> GetChunksAsync(
        Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default)
    {
        var entry = _entries.Current().Dataset(dataset);
        return (await entry.GetContentAsync(cancellationToken).ConfigureAwait(false)).Directory(partitions, entry.Details.Name);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return ChunkReading.ReadAsync(chunks, _options.MaxParallelism, cancellationToken);
    }

    /// <inheritdoc/>
    IEnumerable<(ChunkInfo Info, StoredChunk? Stored)> IStoredChunks.ReadStored(IReadOnlyList<ChunkInfo> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return ChunkReading.ReadStored(chunks);
    }

    IEnumerable<Chunk> IChunkDecoder.Decode(IReadOnlyList<ChunkInfo> chunks, ChunkBuffers buffers) => ChunkReading.Read(chunks, buffers);

    IEnumerable<Chunk> IChunkOutlines.ReadOutlines(IReadOnlyList<ChunkInfo> chunks) => ChunkReading.ReadOutlines(chunks);

    /// <summary>Closes the recordings and the catalogue. Chunks that were read stay valid; reading more fails.</summary>
    public ValueTask DisposeAsync()
    {
        _entries.Dispose();
        _catalogue?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static EmbeddedCatalog OpenOrCreate(string folder, EmbeddedCatalogOptions options)
    {
        var (loader, ids) = (new RecordingLoader(options), new TuidSequence());
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"The folder '{folder}' cannot be made: {exception.Message}", RerunErrorCode.InputOutput, exception) { FileName = folder };
        }

        var catalogue = CatalogueFile.TryOpen(folder, isWritable: true);
        if (catalogue is null)
        {
            // The recordings are read before the catalogue is touched, so that a faulty one leaves the folder as it was.
            var import = FolderImport.Read(Path.GetFullPath(folder), new LayerReading(loader, options), ids);
            catalogue = CatalogueFile.OpenOrCreate(folder, import.Write);
        }

        return new EmbeddedCatalog(folder, catalogue, loader, ids, options);
    }

    /// <exception cref="RerunException">Nothing can be changed here.</exception>
    private CatalogueFile RequireWritable()
    {
        if (_options.Mode == CatalogOpenMode.ReadOnly || _catalogue is null || !_catalogue.IsWritable)
        {
            var hint = _catalogue is null && Directory.Exists(Location) ? $" It has no catalogue ({CatalogueFile.FileName}); Mode=ReadWriteCreate makes one." : "";
            throw new RerunException($"The catalog '{Location}' is read-only.{hint}", RerunErrorCode.ReadOnly);
        }

        return _catalogue;
    }
}
