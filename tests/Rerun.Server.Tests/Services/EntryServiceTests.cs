using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Services;

public sealed class EntryServiceTests
{
    [Theory]
    [InlineData(null, null, 0, new[] { "__entries", "drives" })]
    [InlineData("drives", null, 0, new[] { "drives" })]
    [InlineData("zz", null, 0, new string[] { })]
    [InlineData(null, 1, 0, new[] { "drives" })]
    [InlineData(null, 3, 0, new[] { "__entries" })]
    [InlineData("drives", 5, 0, new string[] { })]
    [InlineData("zz", 1, 5, new string[] { })]
    [InlineData(null, 0, 3, new string[] { })]
    [InlineData(null, 2, 12, new string[] { })]
    [InlineData(null, 77, 3, new string[] { })]
    public async Task Entries_are_found_by_name_and_kind(string? name, int? kind, int status, string[] found)
    {
        await using var server = await RunningServer.StartAsync();
        var filter = new Wire.EntryFilter();
        if (name is not null)
        {
            filter.Name = name;
        }

        if (kind is { } number)
        {
            filter.EntryKind = (Wire.EntryKind)number;
        }

        var answer = await server.Client.CallAsync("FindEntries", new Wire.FindEntriesRequest { Filter = filter });
        Assert.Equal(status, answer.Status);
        if (status == 0)
        {
            var names = answer.Single(Wire.FindEntriesResponse.Parser).Entries.Select(entry => entry.Name);
            Assert.Equal(found, names.Where(entry => !entry.StartsWith("__bp_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_dataset_tells_what_clients_insist_on()
    {
        await using var server = await RunningServer.StartAsync();
        var details = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives");
        var answer = await server.Client.CallAsync("ReadDatasetEntry", new Wire.ReadDatasetEntryRequest(), details.Id);
        var dataset = answer.Single(Wire.ReadDatasetEntryResponse.Parser).Dataset;
        Assert.Equal(details.Id, dataset.Details.Id.ToTuid());
        Assert.Equal(details.CreatedAtNanoseconds, (dataset.Details.CreatedAt.Seconds * 1_000_000_000) + dataset.Details.CreatedAt.Nanos);
        Assert.True(Uri.TryCreate(dataset.DatasetHandle.DatasetUrl, UriKind.Absolute, out _));
        Assert.Equal(Wire.StoreKind.Recording, dataset.DatasetHandle.StoreKind);
        Assert.Equal(details.BlueprintDatasetId, dataset.DatasetDetails.BlueprintDataset.ToTuid());

        answer = await server.Client.CallAsync("ReadDatasetEntry", new Wire.ReadDatasetEntryRequest(), details.BlueprintDatasetId);
        Assert.Equal(Wire.StoreKind.Blueprint, answer.Single(Wire.ReadDatasetEntryResponse.Parser).Dataset.DatasetHandle.StoreKind);
    }

    [Fact]
    public async Task Tables_and_datasets_are_not_mistaken_for_each_other()
    {
        await using var server = await RunningServer.StartAsync();
        var entries = await server.Catalog.GetEntriesAsync();
        var table = entries.Single(entry => entry.Kind == EntryKind.Table).Id;
        var dataset = entries.Single(entry => entry.Kind == EntryKind.Dataset).Id;
        Assert.Equal(5, (await server.Client.CallAsync("ReadDatasetEntry", new Wire.ReadDatasetEntryRequest(), table)).Status);
        Assert.Equal(5, (await server.Client.CallAsync("ReadTableEntry", new Wire.ReadTableEntryRequest { Id = dataset.ToEntryId() })).Status);
        Assert.Equal(3, (await server.Client.CallAsync("ReadTableEntry", new Wire.ReadTableEntryRequest())).Status);
        Assert.Equal(
            3, (await server.Client.CallAsync("ReadTableEntry", new Wire.ReadTableEntryRequest { Id = new() { Id = new() { TimeNs = 1 } } })).Status);
    }

    [Fact]
    public async Task The_table_of_entries_is_a_system_table_and_is_read()
    {
        await using var server = await RunningServer.StartAsync();
        var entries = await server.Catalog.GetEntriesAsync();
        var id = entries.Single(entry => entry.Kind == EntryKind.Table).Id.ToEntryId();
        var entry = (await server.Client.CallAsync("ReadTableEntry", new Wire.ReadTableEntryRequest { Id = id })).Single(Wire.ReadTableEntryResponse.Parser);
        Assert.Equal("/rerun.cloud.v1alpha1.SystemTable", entry.Table.ProviderDetails.TypeUrl);
        var schema = (await server.Client.CallAsync("GetTableSchema", new Wire.GetTableSchemaRequest { TableId = id })).Single(Wire.GetTableSchemaResponse.Parser);
        var rows = (await server.Client.CallAsync("ScanTable", new Wire.ScanTableRequest { TableId = id })).Single(Wire.ScanTableResponse.Parser);
        var batch = rows.DataframePart.ToBatch(int.MaxValue);
        Assert.Equal(ArrowStreamReader.ReadSchema(schema.Schema.ArrowSchema.Memory).Schema, batch.Schema);
        Assert.Equal(entries.Count, batch.Length);
        Assert.Equal(5, (await server.Client.CallAsync("ScanTable", new Wire.ScanTableRequest())).Status);
    }

    [Fact]
    public async Task Columns_of_the_partition_table_and_the_manifest_can_be_chosen()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Kind == EntryKind.Dataset).Id;
        string[] columns = ["rerun_num_chunks", "rerun_partition_id"];
        var table = (await server.Client.CallAsync("ScanPartitionTable", new Wire.ScanPartitionTableRequest { Columns = { columns } }, dataset))
            .Single(Wire.ScanPartitionTableResponse.Parser).Data.ToBatch(int.MaxValue);
        Assert.Equal(columns, table.Schema.FieldsList.Select(field => field.Name));
        var manifest = (await server.Client.CallAsync("ScanDatasetManifest", new Wire.ScanDatasetManifestRequest(), dataset))
            .Single(Wire.ScanDatasetManifestResponse.Parser).Data.ToBatch(int.MaxValue);
        var schema = (await server.Client.CallAsync("GetDatasetManifestSchema", new Wire.GetDatasetManifestSchemaRequest(), dataset))
            .Single(Wire.GetDatasetManifestSchemaResponse.Parser);
        Assert.Equal(ArrowStreamReader.ReadSchema(schema.Schema.ArrowSchema.Memory).Schema, manifest.Schema);

        var unknown = await server.Client.CallAsync("ScanPartitionTable", new Wire.ScanPartitionTableRequest { Columns = { "zzz" } }, dataset);
        Assert.Equal(3, unknown.Status);
        Assert.Contains("not found", unknown.Message, StringComparison.Ordinal);
        var twice = await server.Client.CallAsync(
            "ScanDatasetManifest", new Wire.ScanDatasetManifestRequest { Columns = { "rerun_layer_name", "rerun_layer_name" } }, dataset);
        Assert.Equal(3, twice.Status);
        Assert.Contains("twice", twice.Message, StringComparison.Ordinal);
    }
}
