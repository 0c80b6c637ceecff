using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class DeleteCases
{
    private static readonly Tuid Unknown = new(0x1800000000000001, 1);

    [Theory, Case("C051", "all")]
    public async Task A_dataset_goes_with_its_blueprints(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        var blueprints = dataset.BlueprintDatasetId!.Value;
        await on.RegisterAsync(dataset.Id, Fixtures.Three());
        await dataset.DeleteAsync();
        Assert.Null(await on.Client.TryGetDatasetAsync("d"));
        foreach (var id in new[] { dataset.Id, blueprints })
        {
            await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Client.GetDatasetAsync(id));
            Assert.DoesNotContain(id, (await on.Catalog.GetEntriesAsync()).Select(entry => entry.Id));
        }
    }

    [Theory, Case("C052", "all")]
    public async Task Nothing_unknown_is_deleted(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.DeleteEntryAsync(Unknown));
        if (on.Address is not null)
        {
            Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("DeleteEntry", new Wire.DeleteEntryRequest())).Status);
        }
    }

    [Theory, Case("C053", "all")]
    public async Task A_dataset_is_deleted_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        await dataset.DeleteAsync();
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await dataset.DeleteAsync());
    }

    [Theory, Case("C054", "all")]
    public async Task A_deleted_tables_rows_stay_where_they_are(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("t");
        await on.WriteAsync(table, TableInsertMode.Append, TableRows.Numbered(3));
        var url = (await on.Client.GetTableAsync("t")).StorageUrl!;
        await table.DeleteAsync();
        var again = await on.Client.RegisterTableAsync("again", url);
        Assert.Equal(3, await on.CountAsync(again));
    }

    [Theory, Case("C055", "all")]
    public async Task A_deleted_datasets_recordings_stay_where_they_are(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        var url = on.Write(Fixtures.Simple("p", ["e"]));
        var file = new Uri(url).LocalPath;
        var bytes = await File.ReadAllBytesAsync(file);
        await on.RegisterAsync(dataset, new RecordingSource(url));
        await on.Catalog.DeleteEntryAsync(dataset);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file));
        Assert.Equal("p", Assert.Single(await on.RegisterAsync(await on.CreateAsync("d"), new RecordingSource(url))).PartitionId);
    }

    [Theory, Case("C056", "all")]
    public async Task A_deleted_datasets_name_is_free(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var first = await on.CreateAsync("x");
        await on.Catalog.DeleteEntryAsync(first);
        Assert.NotEqual(first, await on.CreateAsync("x"));
    }

    [OfficialTheory, Case("C057", "34+", OnlyByWire = true)]
    public async Task A_table_goes_with_its_blueprints(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("t");
        var blueprints = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Kind: EntryKind.BlueprintDataset)));
        await table.DeleteAsync();
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Client.GetTableAsync(table.Id));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Client.GetDatasetAsync(blueprints.Id));
    }
}
