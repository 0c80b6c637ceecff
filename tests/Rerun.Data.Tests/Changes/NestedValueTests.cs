namespace Rerun.Data.Tests.Changes;

/// <summary>Maps, structs and lists from SQL to the getters, and through tables.</summary>
public sealed class NestedValueTests : IDisposable
{
    private readonly ChangingDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Values_made_in_SQL_are_read()
    {
        using var command = _database.Connection.CreateCommand();
        command.CommandText = "SELECT MAP {'a': 1, 'b': NULL} AS m, {'x': 1, 'y': [1.5::DECIMAL(5, 2)]} AS s, [] AS empty, histogram(v) AS h, list_transform([1, 2], x -> x * 2) AS l FROM (VALUES ('p'), ('p'), ('q')) t(v)";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        for (var i = 0; i < reader.FieldCount; i++)
        {
            Assert.NotNull(reader.GetFieldType(i));
            Assert.NotNull(reader.GetValue(i));
            Assert.NotEmpty(reader.GetDataTypeName(i));
        }

        Assert.Equal([2, 4], reader.GetFieldValue<int[]>(4));
        Assert.Empty((Array)reader.GetValue(2));
        Assert.Equal("MAP(VARCHAR, BIGINT)", reader.GetDataTypeName(3));
        reader.Close();
        using var table = new System.Data.DataTable();
        using var again = command.ExecuteReader();
        table.Load(again);
        Assert.Equal(1, table.Rows.Count);
    }

    [Fact]
    public void Tables_keep_maps_structs_and_lists()
    {
        _database.Execute("CREATE TABLE kept (id BIGINT, m MAP(VARCHAR, INTEGER), s STRUCT(x INTEGER, y VARCHAR), l DECIMAL(6, 2)[])");
        Assert.Equal(3, _database.Execute("INSERT INTO kept VALUES (1, MAP {'a': 1}, {'x': 5, 'y': 'z'}, [1, 2.5]), (2, MAP {}, NULL, []), (3, NULL, {'x': NULL, 'y': NULL}, NULL)"));
        Assert.Equal(["1|1|z|2.50", "2|NULL|NULL|NULL", "3|NULL|NULL|NULL"], _database.Rows("SELECT id, m['a'], (s).y, l[2] FROM kept ORDER BY id"));
        Assert.Equal(["1"], _database.Rows("SELECT id FROM kept WHERE map_contains(m, 'a')"));
        _database.Execute("INSERT INTO kept (id, m) VALUES (4, $1)", new Dictionary<string, int> { ["k"] = 7 });
        Assert.Equal(["7"], _database.Rows("SELECT m['k'] FROM kept WHERE id = 4"));
        Assert.Equal(["2"], _database.Rows("SELECT count(DISTINCT s) FROM kept"));
    }
}
