using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Servers;
using Rerun.Data;
using Rerun.Server.Tests.Support;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Conformance.Catalog.Settings;

/// <summary>An empty catalog of a setting, for one case.</summary>
internal sealed class CatalogUnderTest : IAsyncDisposable
{
    private const string PartitionColumnName = "rerun_partition_id";

    private readonly List<IAsyncDisposable> _owned = [];
    private readonly OfficialServer? _official;

    private CatalogUnderTest(CatalogSetting setting, string folder, ICatalog catalog, string? address, OfficialServer? official, params IAsyncDisposable[] owned)
    {
        Setting = setting;
        Folder = folder;
        Client = new CatalogClient(catalog);
        _official = official;
        _owned.AddRange(owned);
        Address = address;
        Wire = address is null ? null! : new GrpcClient(new Uri(address["rerun+".Length..]));
    }

    /// <summary>The setting.</summary>
    public CatalogSetting Setting { get; }

    /// <summary>The release whose answers are expected: 27, 33 or 41.</summary>
    public int Release => Setting switch
    {
        CatalogSetting.Server033 => 33,
        CatalogSetting.Server041 => 41,
        _ => 27,
    };

    /// <summary>Whether the catalog is this library's.</summary>
    public bool IsOwn => Setting is CatalogSetting.Embedded or CatalogSetting.OwnServer;

    /// <summary>Whether the case leaves an official server in a state that deleting does not end: a name that was changed stays taken.</summary>
    public bool LeavesTraces { get; set; }

    /// <summary>A folder of the case's own, which the catalog may read and write.</summary>
    public string Folder { get; }

    /// <summary>The client.</summary>
    public CatalogClient Client { get; }

    /// <summary>The seam below the client.</summary>
    public ICatalog Catalog => Client.Catalog;

    /// <summary>The server's address, or null in process.</summary>
    public string? Address { get; }

    /// <summary>Sends hand-made messages; only for cases by wire.</summary>
    public GrpcClient Wire { get; }

    /// <summary>Opens an empty catalog.</summary>
    public static async Task<CatalogUnderTest> OpenAsync(CatalogSetting setting)
    {
        var folder = Directory.CreateTempSubdirectory("rerun-conformance-").FullName;
        if (setting is CatalogSetting.Embedded or CatalogSetting.OwnServer)
        {
            var embedded = EmbeddedCatalog.Open(folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
            if (setting == CatalogSetting.Embedded)
            {
                return new CatalogUnderTest(setting, folder, embedded, null, null);
            }

            var server = new RerunServer(embedded, new RerunServerOptions { Port = 0, Roots = [folder] });
            await server.StartAsync();
            return new CatalogUnderTest(setting, folder, await RemoteCatalog.ConnectAsync(server.Address), server.Address, null, server, embedded);
        }

        var official = await LentServers.RentAsync(setting switch
        {
            CatalogSetting.Server027 => "0.27.3",
            CatalogSetting.Server033 => "0.33.1",
            _ => "0.41.0",
        });
        return new CatalogUnderTest(setting, folder, await RemoteCatalog.ConnectAsync(official.Address), official.Address, official);
    }

    /// <summary>The folder that <see cref="Write"/> writes to, as a URL.</summary>
    public string RecordingsUrl => new Uri(Path.Combine(Folder, "recordings")).AbsoluteUri;

    /// <summary>Writes a recording into the case's folder, and gives the file's URL.</summary>
    public string Write(RecordingFixture recording, string? file = null) => recording.Write(Path.Combine(Folder, "recordings", file ?? $"{recording.Id}.rrd"));

    /// <summary>Creates a dataset.</summary>
    public async Task<Tuid> CreateAsync(string name) => (await Catalog.CreateDatasetAsync(name)).Id;

    /// <summary>Registers recordings in a dataset, and waits until all can be queried.</summary>
    public async Task<IReadOnlyList<RegisteredRecording>> RegisterAsync(Tuid dataset, params RecordingSource[] sources)
    {
        var registered = await Catalog.RegisterAsync(dataset, sources);
        var tasks = registered.Select(recording => recording.TaskId).Distinct().ToList();
        await foreach (var _ in Catalog.QueryTasksOnCompletionAsync(tasks, TimeSpan.FromSeconds(50)))
        {
            // Reading to the end is waiting.
        }

        return registered;
    }

    /// <inheritdoc cref="RegisterAsync(Tuid, RecordingSource[])"/>
    public Task<IReadOnlyList<RegisteredRecording>> RegisterAsync(Tuid dataset, IEnumerable<RecordingFixture> recordings, string layer = "base") =>
        RegisterAsync(dataset, [.. recordings.Select(recording => new RecordingSource(Write(recording), layer))]);

    /// <summary>The partition table's rows: id, layers, number of chunks.</summary>
    public async Task<IReadOnlyList<string>> PartitionsAsync(Tuid dataset)
    {
        var table = await Catalog.GetPartitionTableAsync(dataset);
        return [.. table.Rows(PartitionColumnName, "rerun_layer_names", "rerun_num_chunks").Select(row => row.Replace(" | ", " ", StringComparison.Ordinal))];
    }

    /// <summary>The manifest's rows: layer, partition, number of chunks.</summary>
    public async Task<IReadOnlyList<string>> LayersAsync(Tuid dataset)
    {
        var table = await Catalog.GetManifestAsync(dataset);
        var (layers, partitions) = (table.Texts("rerun_layer_name"), table.Texts(PartitionColumnName));
        return
        [
            .. Enumerable.Range(0, table.Length)
                .Select(row => $"{layers[row]}/{partitions[row]} {CellTexts.Of(table.Column("rerun_num_chunks"), row)}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Where a table of the case may lie.</summary>
    public string TableUrl(string name) => new Uri(Path.Combine(Folder, "tables", name)).AbsoluteUri;

    /// <summary>Creates a table in the case's folder; without a schema that of <see cref="TableRows"/>.</summary>
    public async Task<TableEntry> CreateTableAsync(string name, Schema? schema = null) =>
        await Client.CreateTableAsync(name, schema ?? TableRows.Schema, TableUrl(name));

    /// <summary>Writes rows to a table.</summary>
    public async Task WriteAsync(TableEntry table, TableInsertMode mode, params RecordBatch[] batches) =>
        await Catalog.WriteTableAsync(table.Id, batches.ToAsyncEnumerable(), mode);

    /// <summary>The number of a table's rows.</summary>
    public async Task<int> CountAsync(TableEntry table)
    {
        using var reader = await table.ToArrowReaderAsync();
        return (await reader.ToListAsync()).Sum(batch => batch.Length);
    }

    /// <summary>A client of its own to the same catalog.</summary>
    public async Task<CatalogClient> ReconnectAsync() => new(
        Address is null ? EmbeddedCatalog.Open(Folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWrite }) : await RemoteCatalog.ConnectAsync(Address));

    /// <summary>An open ADO.NET connection to the catalog.</summary>
    public async Task<RerunConnection> ConnectAsync()
    {
        var connection = new RerunConnection($"Data Source={Address ?? Folder}");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The number that a query gives.</summary>
    public async Task<long> QueryCountAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_official is not null)
        {
            await EmptyAsync(_official);
        }

        Wire?.Dispose();
        await Client.DisposeAsync();
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task EmptyAsync(OfficialServer server)
    {
        try
        {
            foreach (var entry in await Catalog.GetEntriesAsync())
            {
                if (entry.Kind is EntryKind.Dataset or EntryKind.Table && entry.Name != "__entries")
                {
                    await Catalog.DeleteEntryAsync(entry.Id);
                }
            }

            if (!LeavesTraces && (await Catalog.GetEntriesAsync()).Count == 1)
            {
                LentServers.Return(server);
                return;
            }
        }
        catch (RerunException)
        {
            // A case may have ended the server or the connection.
        }

        server.Dispose();
    }
}
