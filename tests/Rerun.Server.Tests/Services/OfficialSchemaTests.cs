using System.Text.Json;
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
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("golden", "wire", "0.27.3", call + ".json")));
        var message = golden.RootElement.GetProperty("response").GetProperty("decoded")[0];
        var part = message.EnumerateObject().First().Value.GetProperty("arrow");
        var expected = part.GetProperty("fields").EnumerateArray().Select(Text).Where(field => !field.StartsWith("property:", StringComparison.Ordinal));
        Assert.Equal(expected, schema.FieldsList.Select(Text).Where(field => !field.StartsWith("property:", StringComparison.Ordinal)));
        Assert.Empty(schema.Metadata);
    }

    private static string Text(JsonElement field) => Text(
        field.GetProperty("name").GetString()!,
        field.GetProperty("type").GetString()!,
        field.GetProperty("nullable").GetBoolean(),
        field.GetProperty("metadata").EnumerateObject().Select(entry => $"{entry.Name}={entry.Value.GetString()}"));

    private static string Text(Field field) => Text(
        field.Name, field.DataType.ToString()!.Replace("utf8", "string", StringComparison.Ordinal), field.IsNullable, field.Metadata.Select(entry => $"{entry.Key}={entry.Value}"));

    private static string Text(string name, string type, bool isNullable, IEnumerable<string> metadata) =>
        $"{name} {type} {isNullable} {string.Join(',', metadata.Order(StringComparer.Ordinal))}";
}
