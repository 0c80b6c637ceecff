using Rerun.Catalog.Embedded;
using Rerun.Server.Tests.Support;
using Rerun.Testing;

namespace Rerun.Server.Tests.Official;

/// <summary>What official servers of 0.27 do not have, by the official client of that release: search indexes and maintenance.</summary>
public sealed class OfficialIndexTests
{
    private const string Script = """
        import json, sys
        from rerun.catalog import CatalogClient
        from rerun_bindings import IndexColumnSelector
        client = CatalogClient(sys.argv[1])
        dataset = client.create_dataset("logs")
        dataset.register("file://" + sys.argv[2] + "/drive-001.rrd")
        column, time = "/logs:TextLog:text", IndexColumnSelector("log_time")
        dataset.create_fts_index(column=column, time_index=time)
        found = dataset.search_fts("parcel", column).df().to_arrow_table()
        hits = {name: found.column(name).to_pylist() for name in found.column_names if name != "timepoint"}
        listed = [str(index.properties.component_column) for index in dataset.list_indexes()]
        deleted = len(dataset.delete_indexes(column))
        dataset.do_maintenance(optimize_indexes=True)
        client.do_global_maintenance()
        print(json.dumps({"columns": found.column_names, "hits": len(hits["_score"]), "scores": hits["_score"], "text": [str(text) for text in hits["instance"]],
            "partitions": sorted(set(hits["rerun_partition_id"])), "listed": len(listed), "deleted": deleted, "left": len(dataset.list_indexes())}))
        """;

    [SharedFact("rerun")]
    public async Task Texts_are_indexed_searched_listed_and_the_index_deleted()
    {
        await using var server = await RunningServer.StartAsync(
            EmbeddedCatalog.Open(EmbeddedCatalog.InMemory), new RerunServerOptions { Roots = [SharedData.SampleDrives] });
        var answer = await OfficialClient.RunAsync(Script, server.Address, SharedData.SampleDrives);
        string[] columns = ["rerun_partition_id", "rerun_partition_layer", "chunk_id", "timepoint", "instance_id", "instance", "_score"];
        Assert.Equal(columns, answer.GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.True(answer.GetProperty("hits").GetInt32() > 0);
        var scores = answer.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(answer.GetProperty("text").EnumerateArray(), text => Assert.Contains("parcel", text.GetString(), StringComparison.OrdinalIgnoreCase));
        Assert.Equal("drive-001", Assert.Single(answer.GetProperty("partitions").EnumerateArray()).GetString());
        Assert.Equal((1, 1, 0), (answer.GetProperty("listed").GetInt32(), answer.GetProperty("deleted").GetInt32(), answer.GetProperty("left").GetInt32()));
    }
}
