using Rerun.Catalog;
using Rerun.Conformance.Catalog.Settings;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class CreateCases
{
    [Theory, Case("C030", "all")]
    public async Task A_dataset_is_created_by_name(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var created = await on.Catalog.CreateDatasetAsync("dataset1");
        Assert.Equal(EntryKind.Dataset, created.Kind);
        var found = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: "dataset1", Kind: EntryKind.Dataset)));
        var details = await on.Catalog.ReadEntryAsync(found.Id);
        Assert.Equal(created.Id, details.Id);
        Assert.NotNull(details.BlueprintDatasetId);
        Assert.Null(details.DefaultBlueprintPartitionId);
    }

    [Theory, Case("C031", "all")]
    public async Task The_dataset_of_blueprints_has_none_itself(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Catalog.ReadEntryAsync(await on.CreateAsync("dataset1"));
        var found = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(dataset.BlueprintDatasetId, Kind: EntryKind.BlueprintDataset)));
        Assert.Equal($"__bp_{dataset.Id}", found.Name);
        var details = await on.Catalog.ReadEntryAsync(found.Id);
        Assert.Null(details.BlueprintDatasetId);
        Assert.Null(details.DefaultBlueprintPartitionId);
    }

    [Theory, Case("C032", "all")]
    public async Task A_name_is_taken_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("dataset1");
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(() => on.CreateAsync("dataset1"));
    }

    [Theory, Case("C033", "all")]
    public async Task An_id_is_taken_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var id = await on.CreateAsync("dataset1");
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Catalog.CreateDatasetAsync("unused", id));
    }

    [Theory, Case("C034", "all")]
    public async Task The_caller_may_choose_the_id(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var id = new Tuid(0, 123);
        await on.Catalog.CreateDatasetAsync("dataset2", id);
        Assert.Equal(id, Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: "dataset2"))).Id);
        Assert.Equal("dataset2", Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(id))).Name);
        var details = await on.Catalog.ReadEntryAsync(id);
        Assert.NotNull(details.BlueprintDatasetId);
        Assert.Null(details.DefaultBlueprintPartitionId);
    }

    [Theory, Case("C035", "all")]
    public async Task A_tables_name_is_taken_too(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("created_table");
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(() => on.CreateAsync("created_table"));
    }

    [Theory, Case("C036", "all", OnlyByWire = true)]
    public async Task A_dataset_needs_a_name(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("CreateDatasetEntry", new Wire.CreateDatasetEntryRequest())).Status);
    }

    [Theory, Case("C037", "27-30")]
    public async Task A_name_may_be_any_text(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        foreach (var name in new[] { "a/b", new string('x', 300), "" })
        {
            await on.CreateAsync(name);
            Assert.NotNull(await on.Client.TryGetDatasetAsync(name));
        }
    }

    [Theory, Case("C038", "all")]
    public async Task A_dataset_that_exists_may_be_taken_instead(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var id = await on.CreateAsync("d");
        Assert.Equal(id, (await on.Client.CreateDatasetAsync("d", existOk: true)).Id);
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Client.CreateDatasetAsync("d"));
    }

    [Theory, Case("C039", "all")]
    public async Task An_empty_dataset_can_be_read(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        Assert.Empty((await dataset.GetArrowSchemaAsync()).FieldsList);
        Assert.Equal(0, (await on.Catalog.GetPartitionTableAsync(dataset.Id)).Length);
        Assert.Equal(0, (await on.Catalog.GetManifestAsync(dataset.Id)).Length);
        using var reader = await dataset.DataframeQueryView(null, "/**").ToArrowReaderAsync();
        Assert.Empty(await reader.ToListAsync());
    }
}
