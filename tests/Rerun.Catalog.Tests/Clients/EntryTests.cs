using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Clients;

public class EntryTests
{
    private readonly StubCatalog _catalog = new();
    private readonly CatalogClient _client;

    public EntryTests()
    {
        _client = new CatalogClient(_catalog);
        _catalog.Columns = new DatasetSchema(
            [new IndexColumnDescriptor("log_time", IndexKind.Timestamp)],
            [new ComponentColumnDescriptor(EntityPath.Parse("/log"), "TextLog:text", new ListType(StringType.Default)) { Archetype = "rerun.archetypes.TextLog" }]);
    }

    [Fact]
    public void A_rename_shows_in_the_object_and_a_deletion_in_the_catalog()
    {
        var dataset = _client.GetDataset("drives");
        dataset.Update(new EntryUpdate());
        Assert.Equal("drives", dataset.Name);
        dataset.Rename("rides");
        Assert.Equal("rides", dataset.Name);
        dataset.SetDefaultBlueprintPartition("b");
        Assert.Equal("b", dataset.DefaultBlueprintPartitionId);
        dataset.SetDefaultBlueprintPartition(null);
        Assert.Null(dataset.DefaultBlueprintPartitionId);
        dataset.Delete();
        Assert.Throws<RerunNotFoundException>(() => _client.GetDataset("rides"));
        Assert.Throws<RerunNotFoundException>(() => dataset.Refresh());
    }

    [Fact]
    public void An_index_is_asked_for_by_the_parts_of_its_column()
    {
        var dataset = _client.GetDataset("drives");
        dataset.CreateFullTextIndex("/log:TextLog:text", "log_time", tokenizer: "raw");
        var config = _catalog.Indexes.Single();
        Assert.Equal(new IndexedColumn(EntityPath.Parse("/log"), new("TextLog:text", "rerun.archetypes.TextLog", null)), config.Column);
        Assert.Equal(new FullTextIndexProperties(false, "raw"), config.Properties);
        dataset.CreateVectorIndex(dataset.GetSchema().ComponentColumns[0], "log_time");
        Assert.Equal(new VectorIndexProperties(16, VectorDistanceMetric.Cosine, 4096, null), _catalog.Indexes[1].Properties);
        dataset.CreateVectorIndex("log:TextLog:text", "log_time", new VectorIndexProperties(8, VectorDistanceMetric.Dot, NumPartitions: 3));
        Assert.Equal(new VectorIndexProperties(8, VectorDistanceMetric.Dot, null, 3), _catalog.Indexes[2].Properties);
        Assert.Throws<ArgumentException>(() => dataset.CreateVectorIndex("/log:TextLog:text", "log_time", new VectorIndexProperties(NumPartitions: 1, TargetPartitionNumRows: 1)));
    }

    [Fact]
    public void An_unknown_column_is_an_error_before_the_index_is_asked_for()
    {
        var dataset = _client.GetDataset("drives");
        var error = Assert.Throws<RerunException>(() => dataset.CreateFullTextIndex("/log:TextLog:txt", "log_time"));
        Assert.Equal(RerunErrorCode.UnknownColumn, error.ErrorKind);
        Assert.Contains("Did you mean '/log:TextLog:text'?", error.Message);
        Assert.Throws<ArgumentException>(() => dataset.DeleteIndexes("no colon"));
        Assert.Empty(_catalog.Indexes);
    }

    [Fact]
    public void A_search_hands_over_query_and_part()
    {
        var dataset = _client.GetDataset("drives");
        Assert.Throws<RerunNotFoundException>(() => dataset.SearchFullText("two words", "/log:TextLog:text", new SearchOptions { Columns = ["_score"], Offset = 1, Limit = 2 }).ToList());
        Assert.Throws<RerunNotFoundException>(() => dataset.SearchVector(new[] { 1f, 2f }, "/log:TextLog:text", 5).ToList());
        var (text, vector) = (_catalog.Searches[0], _catalog.Searches[1]);
        Assert.Equal("two words", ((StringArray)text.Query).GetString(0));
        Assert.Equal((IndexSearchKind.FullText, 1L, 2L, null), (text.Kind, text.Offset, text.Limit, text.TopK));
        Assert.Equal(["_score"], text.Columns!);
        Assert.Equal([1f, 2f], ((FloatArray)vector.Query).Values.ToArray());
        Assert.Equal((IndexSearchKind.Vector, 0L, null, 5), (vector.Kind, vector.Offset, vector.Limit, vector.TopK));
        Assert.Null(vector.Columns);
    }

    [Fact]
    public void Entries_are_listed_by_kind()
    {
        Assert.Equal(["drives"], _client.GetDatasets().Select(entry => entry.Name));
        Assert.Equal(["notes"], _client.GetTableNames());
        Assert.Equal(["drives", "notes"], _client.GetEntries().Select(entry => entry.Name));
    }
}
