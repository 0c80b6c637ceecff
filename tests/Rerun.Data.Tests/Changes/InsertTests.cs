using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Tests.Changes;

public sealed class InsertTests : IDisposable
{
    private const string Numbers =
        "(SELECT a.x + 10 * b.x + 100 * c.x + 1 AS x FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) a(x)"
        + " CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) b(x) CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) c(x)) n";

    private readonly ChangingDatabase _database = new();

    public InsertTests() =>
        _database.Execute("CREATE TABLE t (id BIGINT NOT NULL, small TINYINT, real FLOAT, name VARCHAR, at TIMESTAMP, tags VARCHAR[], vector FLOAT[3])");

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Values_go_to_the_columns_that_are_named_and_the_rest_is_null()
    {
        Assert.Equal(1, _database.Execute("INSERT INTO t (name, ID) VALUES ('a', 1)"));
        Assert.Equal(1, _database.Execute("INSERT INTO t (id, name) VALUES (2, DEFAULT)"));
        Assert.Equal(["1|a|NULL", "2|NULL|NULL"], _database.Rows("SELECT id, name, real FROM t ORDER BY id"));
        Assert.Contains("takes no NULL", _database.Error("INSERT INTO t (name) VALUES ('a')").Message);
        Assert.Contains("takes no NULL", _database.Error("INSERT INTO t (id) VALUES (1), (NULL)").Message);
        Assert.Contains("takes no NULL", _database.Error("INSERT INTO t DEFAULT VALUES").Message);
        Assert.Equal(["2"], _database.Rows("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Values_take_the_types_of_their_columns()
    {
        _database.Execute("INSERT INTO t VALUES (1, 100, 0.5, 'x', '2024-05-06 07:08:09', ['a', NULL], [1, 2, 3]), ('2', '7', 3, 'y', NULL, [], NULL)");
        Assert.Equal(
            ["1|100|0.5|x|2024-05-06 07:08:09|[a, NULL]|[1, 2, 3]", "2|7|3|y|NULL|[]|NULL"], _database.Rows("SELECT * FROM t ORDER BY id"));
        Assert.Equal(RerunErrorCode.ValueOutOfRange, _database.Error("INSERT INTO t (id, small) VALUES (3, 300)").ErrorKind);
        Assert.Equal(RerunErrorCode.ValueOutOfRange, _database.Error("INSERT INTO t (id) VALUES ('three')").ErrorKind);
        Assert.Equal(RerunErrorCode.ValueOutOfRange, _database.Error("INSERT INTO t (id, vector) VALUES (3, [1, 2])").ErrorKind);
        foreach (var (column, value) in new[] { ("name", "5"), ("at", "true"), ("small", "true"), ("id", "now()"), ("tags", "1"), ("real", "[1]") })
        {
            var error = _database.Error($"INSERT INTO t ({(column == "id" ? "" : "id, ")}{column}) VALUES ({(column == "id" ? "" : "3, ")}{value})");
            Assert.Equal(RerunErrorCode.TypeMismatch, error.ErrorKind);
            Assert.Contains($"The column {column} is", error.Message);
            Assert.True(error.Position > 0);
        }
    }

    [Fact]
    public void Parameters_are_values_like_others()
    {
        var at = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        Assert.Equal(1, _database.Execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7)", 1, (short)5, 2.5, "n", at, new[] { "a", "b" }, new[] { 1.5f, 2f, 3f }));
        Assert.Equal(1, _database.Execute("INSERT INTO t (id, name, at) VALUES ($1, $2, $3)", 2L, DBNull.Value, new Timestamp64(1_000_000_001)));
        Assert.Equal(["1|5|2.5|n|2024-05-06 07:08:09|[a, b]|[1.5, 2, 3]"], _database.Rows("SELECT * FROM t WHERE id = 1"));
        Assert.Equal(["1000000001"], _database.Rows("SELECT CAST(at AS BIGINT) FROM t WHERE id = 2"));
    }

    [Fact]
    public void Counts_and_names_of_columns_must_fit()
    {
        Assert.Contains("INSERT gives 2 values, but the table has 7 columns.", _database.Error("INSERT INTO t VALUES (1, 2)").Message);
        Assert.Contains("INSERT gives 1 values, but 2 columns are named.", _database.Error("INSERT INTO t (id, name) SELECT 1").Message);
        Assert.Contains("Did you mean name?", _database.Error("INSERT INTO t (id, nam) VALUES (1, 'a')").Message);
        Assert.Contains("named twice", _database.Error("INSERT INTO t (id, Id) VALUES (1, 1)").Message);
    }

    [Fact]
    public void A_query_gives_rows_and_overwrite_replaces_all()
    {
        Assert.Equal(1000, _database.Execute($"INSERT INTO t (id, name) SELECT x, 'n' || CAST(x AS VARCHAR) FROM {Numbers}"));
        Assert.Equal(1000, _database.Execute("INSERT INTO t (id) SELECT id + 1000 FROM t"));
        Assert.Equal(["2000|1000"], _database.Rows("SELECT count(*), count(name) FROM t"));
        Assert.Equal(10, _database.Execute("INSERT OVERWRITE t (id) SELECT id FROM t WHERE id <= 10"));
        Assert.Equal(["10|55"], _database.Rows("SELECT count(*), sum(id) FROM t"));
        Assert.Equal(0, _database.Execute("INSERT OVERWRITE TABLE t SELECT * FROM t WHERE false"));
        Assert.Equal(["0"], _database.Rows("SELECT count(*) FROM t"));
        Assert.Equal(0, _database.Execute("INSERT INTO t SELECT * FROM t"));
    }

    [Fact]
    public void Rows_with_a_known_key_are_replaced()
    {
        _database.Execute("CREATE TABLE k (id INT PRIMARY KEY, value VARCHAR, more INT)");
        _database.Execute("INSERT INTO k VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
        Assert.Equal(3, _database.Execute("INSERT INTO k (id, value) VALUES (1, 'A'), (2, 'B'), (4, 'D') ON CONFLICT (ID) DO UPDATE"));
        Assert.Equal(["1|A|NULL", "2|B|NULL", "3|c|3", "4|D|NULL"], _database.Rows("SELECT * FROM k ORDER BY id"));
        Assert.Contains("The key of k is (id).", _database.Error("INSERT INTO k VALUES (1, 'x', 1) ON CONFLICT (value) UPDATE").Message);
        Assert.Contains("has no key", _database.Error("INSERT INTO t (id) VALUES (1) ON CONFLICT (id) UPDATE").Message);
        Assert.Equal(1, _database.Execute("INSERT INTO k VALUES (1, 'x', 1), (9, 'y', 9) ON CONFLICT DO NOTHING"));
        Assert.Equal(["1|A", "9|y"], _database.Rows("SELECT id, value FROM k WHERE id IN (1, 9) ORDER BY id"));
    }

    [Fact]
    public void A_statement_that_fails_half_way_writes_nothing()
    {
        Assert.Equal(
            RerunErrorCode.ValueOutOfRange,
            _database.Error($"INSERT INTO t (id, small) SELECT x, x FROM {Numbers} ORDER BY x").ErrorKind);
        Assert.Equal(["0"], _database.Rows("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_connection_of_a_client_sees_what_the_client_does()
    {
        using var client = new CatalogClient(Rerun.Catalog.Embedded.EmbeddedCatalog.Open(":memory:"));
        using var connection = client.CreateConnection();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (id INT, is_ok BOOLEAN)";
        command.ExecuteNonQuery();
        client.Append("t", [new { Id = 5, IsOk = true }, new { Id = 6, IsOk = false }]);
        command.CommandText = "SELECT sum(id) FROM t WHERE is_ok";
        Assert.Equal(5L, Convert.ToInt64(command.ExecuteScalar(), null));
        connection.Close();
        Assert.Equal(2, client.GetTable("t").Read().Sum(batch => batch.Length));
    }
}
