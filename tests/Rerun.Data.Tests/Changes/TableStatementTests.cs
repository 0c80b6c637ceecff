using Rerun.Catalog;

namespace Rerun.Data.Tests.Changes;

public sealed class TableStatementTests : IDisposable
{
    private readonly ChangingDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_table_is_created_filled_renamed_and_dropped()
    {
        Assert.Equal(0, _database.Execute("CREATE TABLE notes (id BIGINT NOT NULL, text VARCHAR)"));
        Assert.Equal(2, _database.Execute("INSERT INTO notes VALUES (1, 'one'), (2, NULL)"));
        Assert.Equal(["1|one", "2|NULL"], _database.Rows("SELECT * FROM notes ORDER BY id"));
        Assert.Equal(["id|BIGINT|NO", "text|VARCHAR|YES"], _database.Rows("SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 'notes'"));
        _database.Execute("ALTER TABLE notes RENAME TO \"my.notes\"");
        Assert.Equal(["2"], _database.Rows("SELECT count(*) FROM my.notes"));
        Assert.Equal(RerunErrorCode.NotFound, _database.Error("SELECT * FROM notes").ErrorKind);
        _database.Execute("DROP TABLE rerun.public.\"my.notes\"");
        Assert.Equal(RerunErrorCode.NotFound, _database.Error("DROP TABLE my.notes").ErrorKind);
        Assert.Equal(0, _database.Execute("DROP TABLE IF EXISTS my.notes"));
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_unless_that_is_said()
    {
        _database.Execute("CREATE TABLE t (x INT)");
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CREATE TABLE t (x INT)").ErrorKind);
        _database.Execute("INSERT INTO t VALUES (1)");
        _database.Execute("CREATE TABLE IF NOT EXISTS t (y INT)");
        Assert.Equal(["1"], _database.Rows("SELECT x FROM t"));
        _database.Execute("CREATE OR REPLACE TABLE t (y VARCHAR)");
        Assert.Empty(_database.Rows("SELECT y FROM t"));
        _database.Execute("CREATE DATASET d");
        _database.Execute("CREATE DATASET IF NOT EXISTS d");
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CREATE DATASET d").ErrorKind);
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("ALTER TABLE t RENAME TO d").ErrorKind);
        _database.Execute("ALTER DATASET d RENAME TO e");
        _database.Execute("DROP DATASET e");
        Assert.Empty(_database.Rows("SHOW DATASETS"));
    }

    [Fact]
    public void A_table_can_be_made_of_a_query()
    {
        Assert.Equal(3, _database.Execute("CREATE TABLE t AS SELECT x, x * 2 AS y FROM (VALUES (1), (2), (3)) v(x)"));
        Assert.Equal(["1|2", "2|4", "3|6"], _database.Rows("SELECT * FROM t ORDER BY 1"));
        Assert.Equal(1, _database.Execute("CREATE TABLE u (a DOUBLE, b VARCHAR) AS SELECT 1, 'x'"));
        Assert.Equal(["DOUBLE", "VARCHAR"], _database.Rows("SELECT data_type FROM information_schema.columns WHERE table_name = 'u' ORDER BY ordinal_position"));
        Assert.Equal(RerunErrorCode.TypeMismatch, _database.Error("CREATE TABLE w (a INT) AS SELECT 1, 2").ErrorKind);

        // A table whose first rows fail is not there.
        Assert.Equal(RerunErrorCode.ValueOutOfRange, _database.Error("CREATE TABLE w (a TINYINT) AS SELECT x FROM (VALUES (1), (300)) v(x)").ErrorKind);
        Assert.Equal(RerunErrorCode.NotFound, _database.Error("SELECT * FROM w").ErrorKind);
    }

    [Fact]
    public void Changes_of_a_temporary_table_tell_how_many_rows_and_give_them_back()
    {
        _database.Execute("CREATE TEMP TABLE t (x INT PRIMARY KEY, y VARCHAR)");
        Assert.Equal(3, _database.Execute("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')"));
        Assert.Equal(2, _database.Execute("UPDATE t SET y = 'z' WHERE x > 1 RETURNING x"));
        Assert.Equal(["4|n"], _database.Rows("INSERT INTO t VALUES (4, 'n') RETURNING *"));
        Assert.Equal(4, _database.Execute("DELETE FROM t WHERE x = 1; UPDATE t SET x = x + 10"));
        Assert.Equal("23505", _database.Error("INSERT INTO t VALUES (12, 'again')").SqlState);
        Assert.Equal(["12|z", "13|z", "14|n"], _database.Rows("SELECT * FROM t ORDER BY x"));
    }

    [Fact]
    public void A_stored_table_is_taken_into_the_catalog_from_where_it_lies()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var place = Path.Combine(folder.FullName, "stored");
            _database.Execute($"CREATE TABLE t (x INT) LOCATION '{place}'");
            _database.Execute("INSERT INTO t VALUES (7)");
            using var other = new ChangingDatabase();
            other.Execute($"CREATE EXTERNAL TABLE u STORED AS ARROW LOCATION '{place}'");
            Assert.Equal(["7"], other.Rows("SELECT x FROM u"));
            Assert.Equal(RerunErrorCode.NotSupported, other.Error($"CREATE EXTERNAL TABLE w STORED AS PARQUET LOCATION '{place}'").ErrorKind);
            Assert.True(Assert.ThrowsAny<RerunException>(() => other.Execute("CREATE EXTERNAL TABLE w LOCATION '/no/such/place'")).Message.Length > 0);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void Temporary_tables_belong_to_their_connection()
    {
        _database.Execute("CREATE TEMP TABLE t (x INT, y VARCHAR)");
        Assert.Equal(2, _database.Execute("INSERT INTO t VALUES (1, 'a'), (2, 'b')"));
        Assert.Equal(1, _database.Execute("INSERT INTO T (y) VALUES ('c')"));
        Assert.Equal(["1|a", "2|b", "NULL|c"], _database.Rows("SELECT * FROM t ORDER BY y"));
        Assert.Equal(3, _database.Execute("INSERT INTO t SELECT x + 10, y FROM t"));
        Assert.Equal(["6"], _database.Rows("SELECT count(*) FROM t"));
        Assert.Equal(1, _database.Execute("INSERT OVERWRITE t VALUES (5, 'z')"));
        Assert.Equal(["5|z"], _database.Rows("SELECT * FROM t"));
        Assert.Equal(["x", "y"], _database.Rows("DESCRIBE t").Select(row => row.Split('|')[0]));
        Assert.Equal(["temp|t|table"], _database.Rows("SHOW TABLES LIKE 't'"));
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CREATE TEMP TABLE t AS SELECT 1").ErrorKind);
        Assert.Equal(1, _database.Execute("CREATE OR REPLACE TEMP TABLE t AS SELECT 1 AS one"));
        _database.Execute("ALTER TABLE t RENAME TO u");
        Assert.Equal(["1"], _database.Rows("SELECT one FROM u"));
        _database.Execute("DROP TABLE u");
        Assert.Equal(RerunErrorCode.NotFound, _database.Error("SELECT * FROM u").ErrorKind);
        Assert.Equal(["__entries"], _database.Rows("SELECT name FROM __entries WHERE entry_kind = 3"));
    }

    [Fact]
    public void Where_only_reading_is_allowed_temporary_things_are_too()
    {
        using var database = new ChangingDatabase("Data Source=:memory:;Mode=ReadOnly");
        foreach (var sql in new[]
        {
            "CREATE TABLE t (x INT)", "CREATE TABLE t AS SELECT 1 AS x", "CREATE DATASET d", "DROP DATASET d", "DROP TABLE t", "ALTER TABLE t RENAME TO u", "INSERT INTO t VALUES (1)",
            "CALL do_global_maintenance()", "CREATE EXTERNAL TABLE t LOCATION 'x'", "CALL register('d', 'x')",
        })
        {
            var error = database.Error(sql);
            Assert.Equal(("25006", RerunErrorCode.ReadOnly), (error.SqlState, error.ErrorKind));
        }

        database.Execute("CREATE TEMP TABLE t AS SELECT 1 AS x");
        database.Execute("INSERT INTO t VALUES (2)");
        Assert.Equal(["3"], database.Rows("SELECT sum(x) FROM t"));
        database.Execute("CREATE TEMP VIEW v AS SELECT x FROM t");
        database.Execute("DROP VIEW v");
        database.Execute("DROP TABLE t");
    }
}
