using System.Reflection;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Entries;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Tables;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded;

/// <summary>
/// A catalog in process: a folder of recordings, one recording, or nothing but memory. See <see cref="Open"/> for what becomes a dataset.
/// </summary>
public sealed class EmbeddedCatalog : ICatalog
{
    /// <summary>The location of a catalog in memory.</summary>
    public const string InMemory = ":memory:";

    /// <summary>The file that holds the catalogue of a folder that has one.</summary>
    private const string CatalogueFile = "catalog.db";

    private readonly EmbeddedCatalogOptions _options;
    private readonly CatalogEntries _entries;
    private readonly bool _isReadOnly;

    private EmbeddedCatalog(string location, FolderListing listing, bool isReadOnly, EmbeddedCatalogOptions options)
    {
        Location = location;
        _options = options;
        _isReadOnly = isReadOnly;
        _entries = new CatalogEntries(listing, options);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Opens a catalog.</summary>
    /// <remarks>
    /// <para>
    /// A folder: recordings (<c>.rrd</c>) directly in it form a dataset named after the folder; otherwise each sub-folder with recordings is a dataset.
    /// Sub-folders of a dataset's folder are layers named after them; nothing deeper is read. Blueprints (<c>.rbl</c>) beside the recordings form the dataset's
    /// blueprint dataset. Arrow files (<c>.arrow</c>) are tables. The folder is listed now; later changes are not seen. Entry ids derive from
    /// the names, times from the files.
    /// </para>
    /// <para>One recording: a dataset named after the file. Both are read-only.</para>
    /// <para><see cref="InMemory"/>: an empty catalog that datasets can be created and recordings registered in. Recordings stay where they are.</para>
    /// <para>
    /// A dataset's recordings are opened when the dataset is first used: all their headers are read, and of each chunk what its schema needs. What is
    /// found to be faulty then is treated as <see cref="EmbeddedCatalogOptions.CorruptFiles"/> says.
    /// </para>
    /// </remarks>
    /// <param name="location">The path of a folder or a recording, or <see cref="InMemory"/>.</param>
    /// <param name="options">How to open and read, or null for the defaults.</param>
    /// <exception cref="RerunNotFoundException">There is no such folder or file.</exception>
    /// <exception cref="RerunException">The folder cannot be read, or holds a catalogue of its own.</exception>
    public static EmbeddedCatalog Open(string location, EmbeddedCatalogOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        options ??= new EmbeddedCatalogOptions();
        if (location == InMemory)
        {
            return new EmbeddedCatalog(location, FolderListing.Empty, isReadOnly: false, options);
        }

        if (File.Exists(location))
        {
            return new EmbeddedCatalog(location, FolderListing.OfFile(location), isReadOnly: true, options);
        }

        if (!Directory.Exists(location))
        {
            throw new RerunNotFoundException($"There is no folder or recording '{location}'.");
        }

        if (File.Exists(Path.Combine(location, CatalogueFile)))
        {
            throw new RerunException(
                $"The folder '{location}' has a catalogue ({CatalogueFile}); this release reads folders without one.", RerunErrorCode.NotSupported);
        }

        return new EmbeddedCatalog(location, FolderListing.OfFolder(location), isReadOnly: true, options);
    }

    /// <inheritdoc/>
    public ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        var version = typeof(EmbeddedCatalog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new ValueTask<string>(version.Split('+')[0]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntryDetails>> GetEntriesAsync(CancellationToken cancellationToken = default) => new(_entries.List());

    /// <inheritdoc/>
    public ValueTask<RecordBatch> GetEntryTableAsync(CancellationToken cancellationToken = default) => new(EntryTable.Of(_entries.List()));

    /// <inheritdoc/>
    public ValueTask<EntryDetails> CreateDatasetAsync(string name, Tuid? id = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireWritable();
        return new ValueTask<EntryDetails>(_entries.CreateDataset(name, id));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset,
        IReadOnlyList<RecordingSource> recordings,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        RequireWritable();
        var layers = await _entries.Dataset(dataset).RegisterAsync(recordings, cancellationToken).ConfigureAwait(false);
        return [.. layers.Select(layer => new RegisteredRecording(layer.Partition, layer.Name, layer.Recording.Url, ""))];
    }

    /// <inheritdoc/>
    public async ValueTask<Schema> GetDatasetSchemaAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).Schema;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetPartitionTableAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).PartitionTable;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> GetManifestAsync(Tuid dataset, CancellationToken cancellationToken = default) =>
        (await _entries.Dataset(dataset).GetContentAsync(cancellationToken).ConfigureAwait(false)).Manifest;

    /// <inheritdoc/>
    public async ValueTask<ChunkDirectory> GetChunksAsync(
        Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default)
    {
        var entry = _entries.Dataset(dataset);
        return (await entry.GetContentAsync(cancellationToken).ConfigureAwait(false)).Directory(partitions, entry.Details.Name);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return ChunkReading.ReadAsync(chunks, _options.MaxParallelism, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Schema> GetTableSchemaAsync(Tuid table, CancellationToken cancellationToken = default) =>
        table == _entries.EntryTableId ? new(EntryTable.Schema) : new(_entries.Table(table).ReadSchema());

    /// <inheritdoc/>
    public ValueTask<IArrowArrayStream> ReadTableAsync(Tuid table, CancellationToken cancellationToken = default) =>
        table == _entries.EntryTableId ? new(new BatchStream(EntryTable.Of(_entries.List()))) : new(_entries.Table(table).Read());

    /// <summary>Closes the recordings. Chunks that were read from them stay valid; reading more fails.</summary>
    public ValueTask DisposeAsync()
    {
        _entries.Dispose();
        return ValueTask.CompletedTask;
    }

    private void RequireWritable()
    {
        if (_isReadOnly)
        {
            throw new RerunException($"The catalog '{Location}' is read-only; datasets can be created in '{InMemory}'.", RerunErrorCode.ReadOnly);
        }
    }
}
