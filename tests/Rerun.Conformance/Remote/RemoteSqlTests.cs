using System.Globalization;
using Rerun.Catalog;
using Rerun.Catalog.Remote;
using Rerun.Data;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>What users do by SQL is the same whether the recordings lie in a folder or on a server.</summary>
[Collection(OfficialServers.Collection)]
public sealed class RemoteSqlTests(OfficialServers servers)
{
    private static readonly string[] Queries =
    [
        "SELECT * FROM drives.log_time WHERE rerun_partition_id IN ('drive-003', 'drive-007')",
        "SELECT rerun_partition_id, count(*), min(log_time), max(log_time) FROM drives.log_time GROUP BY 1 ORDER BY 1",
        "SELECT * FROM dataframe('drives', index => 'log_time', filter_partition_id => ['drive-005'], fill_latest_at => true)",
        "SELECT * FROM drives.frame WHERE rerun_partition_id = 'drive-002' AND frame BETWEEN 10 AND 40",
        "SELECT rerun_partition_id FROM drives.log_time WHERE rerun_partition_id = 'nowhere'",
        "SELECT * FROM drives.__static ORDER BY 1",
        "SELECT rerun_partition_id, rerun_layer_names FROM drives.__partitions ORDER BY 1",
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'drives' AND table_name = 'log_time' ORDER BY 1",
    ];

    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task Queries_give_what_they_give_from_the_folder(string release)
    {
        await using var local = RerunDataSource.Create($"Data Source={SharedData.PathOf("data", "drives")}");
        await using var remote = RerunDataSource.Create($"Data Source={await servers.UrlOfAsync(release)}");
        foreach (var query in Queries)
        {
            Assert.Equal(await TextAsync(local, query), await TextAsync(remote, query));
        }

        await using var connection = await remote.OpenConnectionAsync();
        Assert.Equal(release, connection.ServerVersion);
    }

    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task A_link_to_a_dataset_makes_it_the_current_one(string release)
    {
        var url = await servers.UrlOfAsync(release);
        await using var catalog = await RemoteCatalog.ConnectAsync(url);
        var drives = (await catalog.FindEntriesAsync(new EntryFilter(Name: "drives"))).Single();
        await using var source = RerunDataSource.Create($"Data Source={url}/dataset/{drives.Id}?partition_id=drive-001");
        await using var connection = await source.OpenConnectionAsync();
        Assert.Equal("drives", connection.Database);
        Assert.Equal(6680L, await connection.CreateCommand("SELECT count(*) FROM log_time").ExecuteScalarAsync());
    }

    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task What_a_server_lacks_is_told_and_a_missing_partition_too(string release)
    {
        await using var catalog = await RemoteCatalog.ConnectAsync(await servers.UrlOfAsync(release));
        var drives = (await catalog.FindEntriesAsync(new EntryFilter(Name: "drives"))).Single();
        var fault = await Assert.ThrowsAsync<RerunException>(() => catalog.DoMaintenanceAsync(drives.Id, new MaintenanceOptions()).AsTask());
        Assert.Equal((RerunErrorCode.NotSupported, "DoMaintenance", $"rerun-oss/{release}"), (fault.ErrorKind, fault.Rpc, fault.Server));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => catalog.GetChunksAsync(drives.Id, ["nowhere"]).AsTask());
        await Assert.ThrowsAsync<RerunNotFoundException>(() => catalog.ReadEntryAsync(new Tuid(1, 2)).AsTask());
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(() => catalog.CreateDatasetAsync("drives").AsTask());
        Assert.Empty(await catalog.FindEntriesAsync(new EntryFilter(Name: "no such name", Kind: EntryKind.Table)));
    }

    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task Entries_are_made_named_anew_and_deleted(string release)
    {
        await using var catalog = await RemoteCatalog.ConnectAsync(await servers.UrlOfAsync(release));
        var name = $"made-{Guid.NewGuid():N}";
        var made = await catalog.CreateDatasetAsync(name);
        Assert.NotNull(made.BlueprintDatasetId);
        var registered = await catalog.RegisterAsync(made.Id, [new RecordingSource(SharedData.PathOf("data", "drives", "drive-003.rrd"))]);
        Assert.Equal("drive-003", Assert.Single(registered).PartitionId);
        await foreach (var tasks in catalog.QueryTasksOnCompletionAsync([registered[0].TaskId], TimeSpan.FromSeconds(30)))
        {
            Assert.Equal(11, tasks.ColumnCount);
        }

        Assert.Equal(1, (await catalog.GetPartitionTableAsync(made.Id)).Length);
        Assert.Equal(1, (await catalog.GetManifestAsync(made.Id)).Length);
        Assert.Equal($"{name}-b", (await catalog.RenameEntryAsync(made.Id, $"{name}-b")).Name);
        Assert.Null((await catalog.UpdateDatasetAsync(made.Id, made.BlueprintDatasetId, null)).DefaultBlueprintPartitionId);
        await catalog.DeleteEntryAsync(made.Id);
        await Assert.ThrowsAsync<RerunNotFoundException>(() => catalog.DeleteEntryAsync(made.Id).AsTask());
    }

    private static async Task<string> TextAsync(RerunDataSource source, string query)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var reader = await connection.CreateCommand(query).ExecuteReaderAsync();
        var text = new System.Text.StringBuilder(query).AppendLine();
        while (await reader.ReadAsync())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                var value = reader.GetValue(column);
                text.Append(reader.GetName(column)).Append('=').Append(value is System.Collections.IEnumerable items and not string
                    ? string.Join(',', items.Cast<object?>())
                    : Convert.ToString(value, CultureInfo.InvariantCulture)).Append(' ');
            }

            text.AppendLine();
        }

        return text.ToString();
    }
}
