using System.Data;

namespace Rerun.Data.Tests.Drives;

/// <summary>Views of the catalog in the schema collections.</summary>
public sealed class ViewSchemaTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Theory]
    [InlineData("Schemas", "schemata")]
    [InlineData("Tables", "tables")]
    [InlineData("Views", "views")]
    [InlineData("Columns", "columns")]
    public void Collections_and_SQL_tell_the_same(string collection, string view)
    {
        using var connection = drives.Open();
        connection.CreateCommand("CREATE TEMP VIEW own AS SELECT 1 AS x; CREATE TEMP TABLE mine (y BIGINT)").ExecuteNonQuery();
        var told = connection.GetSchema(collection);
        var columns = string.Join(", ", told.Columns.Cast<DataColumn>().Select(column => column.ColumnName));
        using var adapter = new RerunDataAdapter($"SELECT {columns} FROM information_schema.{view}", connection);
        var asked = new DataTable();
        adapter.Fill(asked);
        Assert.Equal(asked.Rows.Cast<DataRow>().Select(Text), told.Rows.Cast<DataRow>().Select(Text));
        Assert.Equal(collection != "Views", told.Rows.Cast<DataRow>().Any(row => row.ItemArray.Contains("drives")));
        Assert.Equal(collection is "Schemas", !told.Rows.Cast<DataRow>().Any(row => row.ItemArray.Contains("own")));

        static string Text(DataRow row) => string.Join('|', row.ItemArray);
    }

    [Fact]
    public async Task Views_are_in_their_collection_and_among_the_tables()
    {
        await using var connection = new RerunConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using RerunCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE base (a INT); CREATE VIEW v AS SELECT a FROM base; CREATE TEMP VIEW own AS SELECT 1";
        await command.ExecuteNonQueryAsync();
        var views = connection.GetSchema("Views").Rows.Cast<DataRow>().Select(row => row.ItemArray).ToArray();
        Assert.Equal<object?[]>([["rerun", "public", "own"], ["rerun", "public", "v"]], views);
        Assert.Equal(
            ["base", "own", "v"], connection.GetSchema("Tables", [null, "public"]).Rows.Cast<DataRow>().Select(row => (string)row["table_name"]).Where(name => !name.StartsWith('_')).Order());

        // Another connection has no part in what is temporary.
        await using var other = connection.Catalog.CreateConnection();
        await other.OpenAsync();
        Assert.Equal("v", Assert.Single(other.GetSchema("Views").Rows.Cast<DataRow>())["table_name"]);
    }
}
