using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Tables;

public class PartitionTableTests
{
    [Fact]
    public void Properties_are_columns_and_absent_ones_null()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var table = client.GetDataset("drives").ScanPartitionTable().Single();
        var ids = table.Texts("rerun_partition_id");
        var drivers = table.TextLists("property:drive:driver");
        Assert.Equal(["Mira Okafor"], drivers[Array.IndexOf(ids, "drive-001")]);
        Assert.Equal(["Łukasz Żak"], drivers[Array.IndexOf(ids, "drive-010")]);
        var weather = table.TextLists("property:drive:weather");
        Assert.Equal(["null"], weather[Array.IndexOf(ids, "drive-010")]);
        Assert.Equal(["snow"], weather[Array.IndexOf(ids, "drive-012")]);
        Assert.DoesNotContain(table.Schema.FieldsList, field => field.Name.StartsWith("property:RecordingInfo", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_can_be_chosen()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var dataset = client.GetDataset("drives");
        var table = dataset.ScanPartitionTable(["rerun_num_chunks", "rerun_partition_id"]).Single();
        Assert.Equal(["rerun_num_chunks", "rerun_partition_id"], table.Schema.FieldsList.Select(field => field.Name));

        var unknown = Assert.Throws<RerunException>(() => dataset.ScanPartitionTable(["rerun_partition"]).Count());
        Assert.Contains("'rerun_partition' not found", unknown.Message);
        Assert.Contains("Did you mean 'rerun_partition_id'", unknown.Message);
        var twice = Assert.Throws<RerunException>(() => dataset.ScanManifest(["rerun_layer_name", "rerun_layer_name"]).Count());
        Assert.Contains("twice", twice.Message);
    }

    [SharedTheory("golden/catalog/0.27.3")]
    [InlineData("C058.arrow", false)]
    [InlineData("C096-table.arrow", false)]
    [InlineData("C059.arrow", true)]
    [InlineData("C096-manifest.arrow", true)]
    public void The_base_columns_are_those_of_the_official_server(string golden, bool isManifest)
    {
        var official = ReadGolden(golden);
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("empty");
        var own = (isManifest ? dataset.ScanManifest() : dataset.ScanPartitionTable()).Single();
        Assert.Equal(0, own.Length);
        Assert.Equal(official.Fields(), own.Schema.Fields());
        Assert.Equal(official.Metadata, own.Schema.Metadata);
    }

    [SharedFact("golden/catalog/0.27.3")]
    public void The_table_of_entries_has_the_columns_of_the_official_server()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        client.CreateDataset("d");
        var entries = client.ScanEntries().Single();
        Assert.Equal(ReadGolden("C011.arrow").Fields(), entries.Schema.Fields());
        Assert.Equal(ReadGolden("C018-tables.arrow").Fields(), client.ScanTables().Single().Schema.Fields());
        Assert.Equal(ReadGolden("C017-datasets.arrow").Fields(), client.ScanDatasets().Single().Schema.Fields());
        Assert.Equal(["d"], client.ScanDatasets().Single().Texts("name"));
        Assert.Equal(["__entries"], client.ScanTables().Single().Texts("name"));
    }

    private static Schema ReadGolden(string name)
    {
        using var stream = File.OpenRead(SharedData.PathOf("golden", "catalog", "0.27.3", name));
        stream.Position = 8;
        return new ArrowStreamReader(stream).Schema;
    }
}
