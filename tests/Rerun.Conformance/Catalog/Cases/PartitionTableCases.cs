using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class PartitionTableCases
{
    private const string Positions = "property:points:Points2D:positions";
    private const string Text = "property:text_log:TextLog:text";

    [Theory, Case("C096", "all")]
    public async Task An_empty_datasets_tables_have_their_columns(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        var partitions = await on.Catalog.GetPartitionTableAsync(dataset);
        var manifest = await on.Catalog.GetManifestAsync(dataset);
        Assert.Equal((0, 0), (partitions.Length, manifest.Length));
        if (on.Release == 27)
        {
            Assert.Equal((6, 9), (partitions.ColumnCount, manifest.ColumnCount));
        }
    }

    [Theory, Case("C097", "27", OnlyByWire = true)]
    public async Task The_told_schemas_are_those_of_the_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = (await PropertiesAsync(on)).Id;
        var partitions = (await on.Wire.CallAsync("GetPartitionTableSchema", new Wire.GetPartitionTableSchemaRequest(), dataset))
            .Single(Wire.GetPartitionTableSchemaResponse.Parser);
        Assert.Equal(Texts((await on.Catalog.GetPartitionTableAsync(dataset)).Schema), Texts(partitions.Schema.ToSchema()));
        var manifest = (await on.Wire.CallAsync("GetDatasetManifestSchema", new Wire.GetDatasetManifestSchemaRequest(), dataset))
            .Single(Wire.GetDatasetManifestSchemaResponse.Parser);
        Assert.Equal(Texts((await on.Catalog.GetManifestAsync(dataset)).Schema), Texts(manifest.Schema.ToSchema()));

        static IEnumerable<string> Texts(Schema schema) => schema.FieldsList.Select(field => field.ToString());
    }

    [Theory, Case("C098", "27")]
    public async Task The_partition_table_has_its_columns_in_order(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.Catalog.GetPartitionTableAsync((await PropertiesAsync(on)).Id);
        Assert.Equal(
            [
                "rerun_partition_id", "rerun_layer_names", "rerun_storage_urls", "rerun_last_updated_at", "rerun_num_chunks", "rerun_size_bytes",
                Positions, Text,
            ],
            table.Schema.FieldsList.Select(field => field.Name));
    }

    [Theory, Case("C099", "27")]
    public async Task The_manifest_has_its_columns_in_order(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.Catalog.GetManifestAsync((await PropertiesAsync(on)).Id);
        Assert.Equal(
            [
                "rerun_layer_name", "rerun_partition_id", "rerun_storage_url", "rerun_layer_type", "rerun_registration_time", "rerun_last_updated_at",
                "rerun_num_chunks", "rerun_size_bytes", "rerun_schema_sha256", Positions, Text,
            ],
            table.Schema.FieldsList.Select(field => field.Name));
    }

    [Theory, Case("C100", "all")]
    public Task One_column_can_be_asked_for(CatalogSetting setting) => ProjectAsync(setting, "rerun_partition_id");

    [Theory, Case("C101", "all")]
    public Task A_property_can_be_asked_for(CatalogSetting setting) => ProjectAsync(setting, Positions);

    [Theory, Case("C102", "all")]
    public Task Columns_come_in_the_order_asked_for(CatalogSetting setting) => ProjectAsync(setting, Positions, "rerun_partition_id");

    [Theory, Case("C103", "all")]
    public async Task An_unknown_column_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await PropertiesAsync(on);
        var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await dataset.ScanPartitionTableAsync(["unknown_column"]).ToListAsync());
        Assert.Contains("unknown_column", error.Message, StringComparison.Ordinal);
    }

    [Theory, Case("C105", "all")]
    public async Task The_partition_table_has_a_row_per_partition(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.EndToEnd());
        Assert.Equal(20, (await dataset.ScanPartitionTableAsync().ToListAsync()).Sum(batch => batch.Length));
    }

    [OfficialTheory, Case("C106", "30+")]
    public async Task The_manifest_tells_that_registering_is_done(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        await on.RegisterAsync(dataset, Fixtures.Three());
        Assert.All((await on.Catalog.GetManifestAsync(dataset)).Texts("rerun_registration_status"), status => Assert.Equal("done", status));
    }

    private static async Task ProjectAsync(CatalogSetting setting, params string[] columns)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await PropertiesAsync(on);
        Assert.Equal(columns, Names(await dataset.ScanPartitionTableAsync(columns).ToListAsync()));
        Assert.Equal(columns, Names(await dataset.ScanManifestAsync(columns).ToListAsync()));

        static IEnumerable<string> Names(List<RecordBatch> batches) => batches[0].Schema.FieldsList.Select(field => field.Name);
    }

    private static async Task<DatasetEntry> PropertiesAsync(CatalogUnderTest on)
    {
        var dataset = await on.Client.CreateDatasetAsync("ds");
        await on.RegisterAsync(dataset.Id, [Fixtures.Properties("p1", 1, ("text_log", Columns.TextLog("first")), ("points", Columns.Points2D([0, 1])))]);
        return dataset;
    }
}
