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
        DataRow view = Assert.Single(connection.GetSchema("Views").Rows.Cast<DataRow>());
        Assert.Equal(["rerun", "public", "v"], view.ItemArray);
        Assert.Equal(
            ["base", "v"], connection.GetSchema("Tables", [null, "public"]).Rows.Cast<DataRow>().Select(row => (string)row["table_name"]).Where(name => !name.StartsWith('_')).Order());
    }
}
