using Rerun.Testing;
using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class EntryCases
{
    private const string EntryTableName = "__entries";
    private static readonly Tuid Unknown = new(0x1800000000000001, 1);

    [Theory, Case("C010", "all")]
    public async Task The_table_of_entries_has_its_schema(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var entry = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: EntryTableName)));
        var schema = await on.Catalog.GetTableSchemaAsync(entry.Id);
        string[] expected =
        [
            "id: fixed_size_binary[16] not null", "name: utf8 not null", $"entry_kind: {(on.Release == 41 ? "uint8" : "int32")} not null",
            "created_at: timestamp[ns] not null", "updated_at: timestamp[ns] not null",
        ];
        Assert.Equal(expected, schema.FieldsList.Select(field => field.ToString()));
    }

    [Theory, Case("C011", "all")]
    public async Task An_empty_catalog_lists_only_the_table_of_entries(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal([(EntryTableName, 3)], Rows([await on.Catalog.GetEntryTableAsync()]));
        var table = await StoredAsync(on);
        Assert.Equal([(EntryTableName, 3)], Rows(table));
        var entry = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: EntryTableName)));
        var advertised = await on.Catalog.GetTableSchemaAsync(entry.Id);
        Assert.Equal(advertised.FieldsList.Select(field => field.ToString()), table[0].Schema.FieldsList.Select(field => field.ToString()));
    }

    [Theory, Case("C012", "27-34")]
    public async Task A_dataset_is_listed_with_its_blueprints(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("empty_dataset");
        Assert.Equal([($"__bp_{dataset}", 5), (EntryTableName, 3), ("empty_dataset", 1)], Rows(await StoredAsync(on)));
    }

    [OfficialTheory, Case("C013", "35+")]
    public async Task A_dataset_is_listed_with_its_assets_too(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("empty_dataset");
        Assert.Equal(
            [($"__as_{dataset}", 6), ($"__bp_{dataset}", 5), (EntryTableName, 3), ("empty_dataset", 1)], Rows(await StoredAsync(on)));
    }

    [Theory, Case("C014", "all")]
    public async Task A_deleted_dataset_is_listed_no_more(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.Catalog.DeleteEntryAsync(await on.CreateAsync("empty_dataset"));
        Assert.Equal([(EntryTableName, 3)], Rows(await StoredAsync(on)));
    }

    [Theory, Case("C015", "27-34")]
    public async Task Names_are_listed_with_hidden_ones_by_kind(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        Assert.Equal([$"__bp_{dataset}", EntryTableName, "d"], (await on.Client.GetEntryNamesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(["d"], await on.Client.GetDatasetNamesAsync());
        Assert.Equal([EntryTableName], await on.Client.GetTableNamesAsync());
    }

    [Theory, Case("C016", "all")]
    public async Task Hidden_names_are_left_out_on_request(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("test_dataset");
        await on.CreateTableAsync("test_table");
        Assert.Equal(["test_dataset", "test_table"], (await on.Client.GetEntryNamesAsync(includeHidden: false)).Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "test_dataset", "test_table", EntryTableName }, (await on.Client.GetEntryNamesAsync()).ToHashSet());
        Assert.Equal(["test_table"], (await on.Client.GetTablesAsync(includeHidden: false)).Select(table => table.Name));
    }

    [Theory, Case("C017", "all")]
    public async Task Datasets_and_tables_are_frames_without_the_kind(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("d");
        await on.CreateTableAsync("t");
        var datasets = await on.Client.ScanDatasetsAsync().ToListAsync();
        var tables = await on.Client.ScanTablesAsync().ToListAsync();
        Assert.All(datasets.Concat(tables), batch => Assert.Equal(["id", "name", "created_at", "updated_at"], batch.Schema.FieldsList.Select(field => field.Name)));
        Assert.Equal(["d"], datasets.SelectMany(Names));
        Assert.Equal([EntryTableName, "t"], tables.SelectMany(Names).Order(StringComparer.Ordinal));
    }

    [Theory, Case("C018", "all")]
    public async Task Tables_are_listed_whatever_dots_their_names_have(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("d");
        foreach (var name in new[] { "simple_datatypes", "second_schema.second_table", "alternate_catalog.third_schema.third_table" })
        {
            await on.CreateTableAsync(name);
        }

        Assert.Equal(4, (await on.Client.GetTablesAsync()).Count);
        Assert.Equal(4, (await on.Client.ScanTablesAsync().ToListAsync()).Sum(batch => batch.Length));
    }

    [Theory, Case("C019", "all")]
    public async Task A_table_is_found_by_name_with_its_place(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("simple_datatypes");
        var table = await on.Client.GetTableAsync("simple_datatypes");
        Assert.Equal(("simple_datatypes", EntryKind.Table), (table.Name, table.Kind));
        Assert.StartsWith("file:///", table.StorageUrl, StringComparison.Ordinal);
    }

    [Theory, Case("C020", "all")]
    public async Task A_name_that_nothing_has_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Client.GetDatasetAsync("nope"));
        Assert.Null(await on.Client.TryGetDatasetAsync("nope"));
    }

    [Theory, Case("C021", "all")]
    public async Task An_id_that_nothing_has_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Client.GetDatasetAsync(Unknown));
    }

    [Fact]
    [Trait("Case", "C023")]
    public void An_id_is_written_in_two_halves()
    {
        var id = new Tuid(0x1860390B087BC65F, 0x602d68eb646c385c);
        Assert.Equal("1860390B087BC65F602d68eb646c385c", id.ToString());
        Assert.Equal(id, Tuid.Parse("1860390B087BC65F602d68eb646c385c"));
    }

    [Theory, Case("C024", "all")]
    public async Task Looking_for_nothing_known_finds_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: "x")));
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(Unknown)));
    }

    [Theory, Case("C025", "all")]
    public async Task Looking_for_nothing_known_of_a_kind_finds_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: "x", Kind: EntryKind.Dataset)));
    }

    [Theory, Case("C026", "all", OnlyByWire = true)]
    public async Task A_kind_that_is_none_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var request = new Wire.FindEntriesRequest { Filter = new() { EntryKind = Wire.EntryKind.Unspecified } };
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("FindEntries", request)).Status);
    }

    [Theory, Case("C027", "all")]
    public async Task Id_and_name_must_agree(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var a = await on.CreateAsync("a");
        await on.CreateAsync("b");
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(a, "b")));
        Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(a, "a")));
    }

    [OfficialTheory, Case("C028", "35+")]
    public async Task Kinds_of_entries_are_told_apart(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.CreateTableAsync("t");
        Assert.Equal([dataset], (await on.Catalog.FindEntriesAsync(new EntryFilter(Kind: EntryKind.Dataset))).Select(entry => entry.Id));
        Assert.Contains($"__as_{dataset}", (await on.Catalog.FindEntriesAsync(new EntryFilter(Kind: EntryKind.AssetDataset))).Select(entry => entry.Name));
    }

    [OfficialTheory, Case("C029", "35+")]
    public async Task Assets_are_listed_only_on_request(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var name = $"__as_{await on.CreateAsync("d")}";
        var assets = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: name, Kind: EntryKind.AssetDataset)));
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: name)));
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(assets.Id)));
        Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(assets.Id, Kind: EntryKind.AssetDataset)));
        Assert.Empty(await on.Catalog.FindEntriesAsync(new EntryFilter(assets.Id, Kind: EntryKind.Dataset)));
    }

    private static IEnumerable<string> Names(RecordBatch batch) =>
        Enumerable.Range(0, batch.Length).Select(row => ((StringArray)batch.Column("name")).GetString(row)!);

    /// <summary>The table of entries, read as any table.</summary>
    private static async Task<List<RecordBatch>> StoredAsync(CatalogUnderTest on)
    {
        var entry = Assert.Single(await on.Catalog.FindEntriesAsync(new EntryFilter(Name: EntryTableName)));
        using var reader = await on.Catalog.ReadTableAsync(entry.Id);
        return await reader.ToListAsync();
    }

    private static IEnumerable<(string Name, int Kind)> Rows(List<RecordBatch> batches) => batches
        .SelectMany(batch => Names(batch).Select((name, row) => (name, int.Parse(CellTexts.Of(batch.Column("entry_kind"), row), CultureInfo.InvariantCulture))))
        .OrderBy(entry => entry.name, StringComparer.Ordinal);
}
