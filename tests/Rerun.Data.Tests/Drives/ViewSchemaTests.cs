using System.Data;

namespace Rerun.Data.Tests.Drives;

/// <summary>Views of the catalog in the schema collections.</summary>
public sealed class ViewSchemaTests
{
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
