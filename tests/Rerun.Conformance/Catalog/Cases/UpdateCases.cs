using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class UpdateCases
{
    private static readonly Tuid Unknown = new(0x1800000000000001, 1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [Theory, Case("C040", "all")]
    public async Task Changing_nothing_changes_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var id = await on.CreateAsync("initial_name");
        var before = await on.Catalog.ReadEntryAsync(id);
        await on.Catalog.RenameEntryAsync(id, null);
        Assert.Equal(before, await on.Catalog.ReadEntryAsync(id));
    }

    [Theory, Case("C041", "all")]
    public async Task A_dataset_is_renamed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        on.LeavesTraces = true;
        var id = await on.CreateAsync("initial_name");
        var renamed = await on.Catalog.RenameEntryAsync(id, "new_name");
        Assert.Equal((id, "new_name"), (renamed.Id, renamed.Name));
        Assert.Null(await on.Client.TryGetDatasetAsync("initial_name"));
        Assert.Equal(id, (await on.Client.GetDatasetAsync("new_name")).Id);
    }

    [Theory, Case("C042", "all")]
    public async Task A_dataset_cannot_take_anothers_name(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("new_name");
        var other = await on.CreateAsync("dataset_2");
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Catalog.RenameEntryAsync(other, "new_name"));
        Assert.Equal("dataset_2", (await on.Catalog.ReadEntryAsync(other)).Name);
    }

    [Theory, Case("C043", "all")]
    public async Task A_table_is_renamed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        on.LeavesTraces = true;
        var table = await on.CreateTableAsync("table_1");
        await table.RenameAsync("new_table_name");
        Assert.Equal("new_table_name", table.Name);
        Assert.Equal(table.Id, (await on.Client.GetTableAsync("new_table_name")).Id);
    }

    [Theory, Case("C044", "all")]
    public async Task Nothing_unknown_is_renamed(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.RenameEntryAsync(Unknown, "x"));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.RenameEntryAsync(Unknown, null));
    }

    [Theory, Case("C045", "all")]
    public async Task A_new_name_moves_the_time_of_change(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        on.LeavesTraces = true;
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        var (created, before) = (dataset.CreatedAtNanos, dataset.UpdatedAtNanos);
        await Task.Delay(Pause);
        await dataset.RenameAsync("e");
        var renamed = dataset.UpdatedAtNanos;
        Assert.True(renamed > before);
        await Task.Delay(Pause);
        await dataset.RenameAsync("e");
        Assert.Equal((created, renamed), (dataset.CreatedAtNanos, dataset.UpdatedAtNanos));
    }

    [Theory, Case("C046", "all")]
    public async Task Registering_moves_the_time_of_change(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        var created = dataset.UpdatedAtNanos;
        await Task.Delay(Pause);
        await on.RegisterAsync(dataset.Id, [Fixtures.Simple("p", ["e"])]);
        await dataset.RefreshAsync();
        var first = dataset.UpdatedAtNanos;
        Assert.True(first > created);
        await Task.Delay(Pause);
        await on.RegisterAsync(dataset.Id, new RecordingSource(on.Write(Fixtures.Simple("p", ["f"], 2), "p2.rrd"), "extra"));
        await dataset.RefreshAsync();
        Assert.True(dataset.UpdatedAtNanos > first);
    }

    [Theory, Case("C047", "all")]
    public async Task Only_the_renamed_object_shows_the_new_name(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        on.LeavesTraces = true;
        var id = await on.CreateAsync("d");
        var (first, second) = (await on.Client.GetDatasetAsync(id), await on.Client.GetDatasetAsync(id));
        var before = second.UpdatedAtNanos;
        await Task.Delay(Pause);
        await first.RenameAsync("z");
        Assert.Equal("z", first.Name);
        Assert.True(first.UpdatedAtNanos > before);
        Assert.Equal(("d", before), (second.Name, second.UpdatedAtNanos));
    }

    [Theory, Case("C048", "all")]
    public async Task The_default_blueprint_is_set_and_cleared(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("d"));
        var blueprints = (await dataset.GetBlueprintDatasetAsync())!;
        await on.RegisterAsync(blueprints.Id, new RecordingSource(on.Write(Fixtures.Blueprint("bp"), "bp.rbl")));
        await dataset.SetDefaultBlueprintPartitionAsync("bp");
        var set = await on.Catalog.ReadEntryAsync(dataset.Id);
        Assert.Equal(("bp", blueprints.Id), (set.DefaultBlueprintPartitionId, set.BlueprintDatasetId));
        await dataset.SetDefaultBlueprintPartitionAsync(null);
        var cleared = await on.Catalog.ReadEntryAsync(dataset.Id);
        Assert.Equal((null, blueprints.Id), (cleared.DefaultBlueprintPartitionId, cleared.BlueprintDatasetId));
    }

    [OfficialTheory, Case("C049", "34+")]
    public async Task The_dataset_of_blueprints_must_be_one(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Catalog.ReadEntryAsync(await on.CreateAsync("d"));
        var other = await on.CreateAsync("r");
        await RefusedAsync(Unknown, null);
        await RefusedAsync(other, null);
        await RefusedAsync(null, "x");
        await on.Catalog.UpdateDatasetAsync(dataset.Id, dataset.BlueprintDatasetId, "any");
        Assert.Equal("any", (await on.Catalog.ReadEntryAsync(dataset.Id)).DefaultBlueprintPartitionId);

        async Task RefusedAsync(Tuid? blueprints, string? partition)
        {
            var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await on.Catalog.UpdateDatasetAsync(dataset.Id, blueprints, partition));
            Assert.Equal(RerunErrorCode.InvalidArgument, error.ErrorKind);
        }
    }

    [OfficialTheory, Case("C050", "35+", OnlyByWire = true)]
    public async Task Assets_stay_when_blueprints_change(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Catalog.ReadEntryAsync(await on.CreateAsync("d"));
        await on.Catalog.UpdateDatasetAsync(dataset.Id, dataset.BlueprintDatasetId, null);
        var answer = await on.Wire.CallAsync("ReadDatasetEntry", new Wire.ReadDatasetEntryRequest(), dataset.Id);
        Assert.NotNull(answer.Single(Wire.ReadDatasetEntryResponse.Parser).Dataset.DatasetDetails.AssetDataset);
    }
}
