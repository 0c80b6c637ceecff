using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Services;

/// <summary>The columns of what is sent, against those recorded from the official 0.27.3 server.</summary>
public sealed class OfficialSchemaTests
{
    [SharedFact("golden/wire")]
    public async Task Answers_have_the_columns_of_the_official_server_s()
    {
        await using var server = await RunningServer.StartAsync();
        var dataset = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Kind == EntryKind.Dataset).Id;
        var entries = (await server.Catalog.GetEntriesAsync()).Single(entry => entry.Kind == EntryKind.Table).Id.ToEntryId();
        var query = (await server.Client.CallAsync("QueryDataset", new Wire.QueryDatasetRequest(), dataset)).All(Wire.QueryDatasetResponse.Parser)[0];
        Check("032-QueryDataset", query.Data.ToBatch(int.MaxValue).Schema);
        var partitions = await server.Client.CallAsync("GetPartitionTableSchema", new Wire.GetPartitionTableSchemaRequest(), dataset);
        Check("028-GetPartitionTableSchema", Read(partitions.Single(Wire.GetPartitionTableSchemaResponse.Parser).Schema));
        var manifest = await server.Client.CallAsync("GetDatasetManifestSchema", new Wire.GetDatasetManifestSchemaRequest(), dataset);
        Check("030-GetDatasetManifestSchema", Read(manifest.Single(Wire.GetDatasetManifestSchemaResponse.Parser).Schema));
        var table = await server.Client.CallAsync("ScanTable", new Wire.ScanTableRequest { TableId = entries });
        Check("022-ScanTable", table.Single(Wire.ScanTableResponse.Parser).DataframePart.ToBatch(int.MaxValue).Schema);
    }

    private static Schema Read(Wire.Schema schema) => ArrowStreamReader.ReadSchema(schema.ArrowSchema.Memory).Schema;

    /// <summary>Properties are left out: they are the recordings' own.</summary>
    private static void Check(string call, Schema schema)
    {
        Assert.Equal(WithoutProperties(GoldenFields.Of("0.27.3", call)), WithoutProperties(GoldenFields.Of(schema)));
        Assert.Empty(schema.Metadata);
    }

    private static IEnumerable<string> WithoutProperties(IEnumerable<string> fields) =>
        fields.Where(field => !field.StartsWith("property:", StringComparison.Ordinal));
}
