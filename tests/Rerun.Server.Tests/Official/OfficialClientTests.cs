using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Server.Tests.Support;
using Rerun.Testing;

namespace Rerun.Server.Tests.Official;

/// <summary>The official 0.27.3 client against this server; what it reads is compared with what the engine gives in process.</summary>
public sealed class OfficialClientTests
{
    private const string Connect = """
        import json, sys
        import pyarrow as pa
        from rerun.catalog import CatalogClient
        client = CatalogClient(sys.argv[1])
        dataset = client.get_dataset(name="drives")

        """;

    [SharedFact("rerun")]
    public async Task Entries_partitions_schema_and_tables_are_read()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await OfficialClient.RunAsync(
            Connect + """
            print(json.dumps({
                "entries": client.entry_names(),
                "datasets": client.dataset_names(),
                "datasets_by_table": client.datasets().select("name").to_pydict()["name"],
                "partitions": sorted(dataset.partition_ids()),
                "columns": len(dataset.arrow_schema()),
                "partition_rows": dataset.partition_table().df().count(),
                "manifest": dataset.manifest().df().select("rerun_layer_name").to_pydict()["rerun_layer_name"],
            }))
            """,
            server.Address);
        await using var catalog = new CatalogClient(server.Catalog);
        var drives = await catalog.GetDatasetAsync("drives");
        var partitions = await drives.GetPartitionIdsAsync();
        Assert.Equal((await catalog.GetEntryNamesAsync()).Order(StringComparer.Ordinal), Texts(answer.GetProperty("entries")).Order(StringComparer.Ordinal));
        Assert.Equal(["drives"], Texts(answer.GetProperty("datasets")));
        Assert.Equal(["drives"], Texts(answer.GetProperty("datasets_by_table")));
        Assert.Equal(partitions.Order(StringComparer.Ordinal), Texts(answer.GetProperty("partitions")));
        Assert.Equal((await drives.GetArrowSchemaAsync()).FieldsList.Count, answer.GetProperty("columns").GetInt32());
        Assert.Equal(partitions.Count, answer.GetProperty("partition_rows").GetInt32());
        Assert.Equal(partitions.Select(_ => "base"), Texts(answer.GetProperty("manifest")));
    }

    [SharedFact("rerun")]
    public async Task All_rows_of_a_timeline_are_read()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await OfficialClient.RunAsync(
            Connect + """print(json.dumps(dataset.dataframe_query_view(index="log_time", contents="/**").df().count()))""", server.Address);
        Assert.Equal(6680, answer.GetInt32());
    }

    [SharedTheory("rerun")]
    [InlineData("""index="log_time", contents="/**" """, "log_time")]
    [InlineData("""index=None, contents="/**" """, null)]
    public async Task A_view_has_the_cells_that_the_engine_gives(string view, string? index)
    {
        await using var server = await RunningServer.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await OfficialClient.RunAsync(
                Connect + $$"""
                table = dataset.dataframe_query_view({{view}}).df().to_arrow_table().combine_chunks()
                with pa.OSFile(sys.argv[2], "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
                    writer.write_table(table)
                print("0")
                """,
                server.Address,
                file);
            await using var catalog = new CatalogClient(server.Catalog, new CatalogClientOptions { Compatibility = CompatibilityMode.Rerun027 });
            var ours = (await catalog.GetDatasetAsync("drives")).DataframeQueryView(index, "/**");
            var expected = await CellTexts.RowsAsync(await ours.ToArrowReaderAsync());
            using var reader = new ArrowStreamReader(await File.ReadAllBytesAsync(file));
            var actual = await CellTexts.RowsAsync(reader);
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [SharedFact("rerun")]
    public async Task A_partition_is_downloaded()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await OfficialClient.RunAsync(
            Connect + """
            ids = dataset.partition_ids()
            recording = dataset.download_partition(ids[0])
            print(json.dumps([ids[0], recording.recording_id(), len(recording.schema().component_columns())]))
            """,
            server.Address);
        Assert.Equal(answer[0].GetString(), answer[1].GetString());
        Assert.True(answer[2].GetInt32() > 0);
    }

    [SharedFact("rerun")]
    public async Task Errors_arrive_as_the_client_s_own()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await OfficialClient.RunAsync(
            Connect + """
            def failure(action):
                try:
                    action()
                except Exception as error:
                    return type(error).__name__
            print(json.dumps([
                failure(lambda: client.get_dataset(name="nope")),
                failure(lambda: dataset.download_partition("nope")),
                failure(lambda: client.create_dataset("new")),
            ]))
            """,
            server.Address);
        Assert.Equal(["LookupError", "NotFoundError", "RuntimeError"], Texts(answer));
    }

    private static IEnumerable<string?> Texts(System.Text.Json.JsonElement list) => list.EnumerateArray().Select(item => item.GetString());
}
