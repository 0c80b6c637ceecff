using Rerun.Catalog;
using Rerun.Testing;

namespace Rerun.Data.Tests.Changes;

public sealed class ProcedureTests : IDisposable
{
    private readonly ChangingDatabase _database = new();

    public ProcedureTests() => _database.Execute("CREATE DATASET d");

    public void Dispose() => _database.Dispose();

    private static string Sample(string name) => Path.Combine(SharedData.SampleDrives, $"{name}.rrd");

    [Fact]
    public void Recordings_are_registered_by_place_and_by_name()
    {
        Assert.Equal(["drive-001"], _database.Rows("CALL register('d', $1)", Sample("drive-001")));
        Assert.Equal(["drive-002"], _database.Rows("CALL register(url => $1, dataset => 'd', layer => 'x', timeout_secs => 5)", Sample("drive-002")));
        Assert.Equal(["drive-001|base", "drive-002|x"], _database.Rows("SELECT rerun_partition_id, rerun_layer_name FROM d.__manifest ORDER BY 1"));
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CALL register('d', $1)", Sample("drive-001")).ErrorKind);
        Assert.True(int.Parse(_database.Rows("SELECT count(*) FROM d.log_time")[0], null) > 0);
    }

    [Fact]
    public void Several_recordings_are_registered_together()
    {
        var rows = _database.Rows("CALL register_batch('d', [$1, $2], layers => ['x'])", Sample("drive-001"), Sample("drive-002"));
        Assert.Equal(["drive-001|x", "drive-002|x"], rows.Select(row => string.Join('|', row.Split('|')[..2])));
        Assert.All(rows, row => Assert.EndsWith("|success", row));
        var ids = rows.Select(row => row.Split('|')[2]).Distinct().ToArray();
        Assert.All(_database.Rows("SELECT exec_status FROM tasks($1)", ids), state => Assert.Equal("success", state));
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CALL register_batch('d', [$1], ['x'])", Sample("drive-001")).ErrorKind);
        Assert.Single(_database.Rows("CALL register_batch('d', [$1], ['x'], on_duplicate => 'skip')", Sample("drive-001")));
        Assert.Equal(RerunErrorCode.InvalidArgument, _database.Error("CALL register_batch('d', [$1], on_duplicate => 'what')", Sample("drive-001")).ErrorKind);
    }

    [Fact]
    public void A_folder_is_registered_as_a_whole()
    {
        var count = Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Length;
        Assert.Equal(count, _database.Rows("CALL register_prefix('d', $1)", SharedData.SampleDrives).Length);
        Assert.Equal([$"{count}"], _database.Rows("SELECT count(*) FROM d.__partitions"));
        Assert.True(int.Parse(_database.Rows("SELECT count(*) FROM chunks('d', 'drive-001')")[0], null) > 5);
        Assert.Equal(
            _database.Rows("SELECT sum(rerun_num_chunks) FROM d.__manifest"), _database.Rows("SELECT count(*) FROM chunks('d')"));
        Assert.Contains(_database.Rows("SELECT chunk_entity_path, timelines FROM chunks('d', 'drive-001') WHERE NOT chunk_is_static"), row => row.Contains("log_time"));
    }

    [Fact]
    public void Procedures_are_commands_of_their_own_type()
    {
        using var command = _database.Procedure("register", ("dataset", "d"), ("url", Sample("drive-001")), ("@layer", "y"));
        Assert.Equal("drive-001", command.ExecuteScalar());
        using var batch = _database.Procedure("register_batch", ("dataset", "d"), ("urls", new[] { Sample("drive-002") }));
        using (var reader = batch.ExecuteReader())
        {
            Assert.True(reader.Read());
            Assert.Equal("drive-002", reader.GetString(reader.GetOrdinal("partition_id")));
            Assert.Equal("base", reader.GetString(reader.GetOrdinal("layer")));
        }

        using var blueprint = _database.Procedure("set_default_blueprint_partition_id", ("dataset", "d"), ("id", "b"));
        Assert.Equal(-1, blueprint.ExecuteNonQuery());
        using var unknown = _database.Procedure("registr", ("dataset", "d"));
        Assert.Equal("42883", Assert.Throws<RerunException>(() => unknown.ExecuteNonQuery()).SqlState);
    }

    [Fact]
    public void Texts_are_indexed_searched_and_forgotten()
    {
        _database.Execute("CALL register('d', $1)", Sample("drive-001"));
        var column = _database.Rows("SELECT column_name FROM information_schema.columns WHERE table_schema = 'd' AND table_name = 'log_time' AND column_name LIKE '%:TextLog:text'")[0];
        Assert.StartsWith($"{column}|log_time|fts|False|simple|NULL", Assert.Single(_database.Rows("CALL create_fts_index('d', $1, 'log_time')", column)));
        Assert.Equal([$"{column}|fts"], _database.Rows("SELECT column_name, index_kind FROM d.__indexes"));
        Assert.Equal(RerunErrorCode.AlreadyExists, _database.Error("CALL create_fts_index('d', $1, 'log_time')", column).ErrorKind);
        var word = _database.Rows($"SELECT \"{column}\"[1] FROM d.log_time WHERE \"{column}\" IS NOT NULL")[0].Split(' ').OrderByDescending(part => part.Length).First();
        var hits = _database.Rows("SELECT instance, _score FROM search_fts('d', $1, $2)", word, column);
        Assert.NotEmpty(hits);
        var scores = _database.Rows("SELECT _score FROM search_fts('d', $1, $2)", word, column).Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(["1"], _database.Rows("SELECT count(*) FROM (SELECT * FROM search_fts('d', $1, $2) LIMIT 1) s", word, column));
        Assert.Single(_database.Rows("CALL delete_indexes('d', $1)", column));
        Assert.Empty(_database.Rows("CALL delete_indexes('d', $1)", column));
        Assert.Equal(RerunErrorCode.NotFound, _database.Error("SELECT * FROM search_fts('d', 'x', $1)", column).ErrorKind);
    }

    [Fact]
    public void Maintenance_does_what_it_is_told_and_gives_nothing()
    {
        Assert.Equal(-1, _database.Execute("CALL do_maintenance('d', optimize_indexes => true, cleanup_before => TIMESTAMP '2020-01-01')"));
        Assert.Equal(-1, _database.Execute("CALL do_global_maintenance()"));
        Assert.Equal(RerunErrorCode.InvalidArgument, _database.Error("CALL do_maintenance('d', optimize_indexes => NULL)").ErrorKind);
    }

    [Fact]
    public void A_partition_has_a_link()
    {
        _database.Execute("CALL register('d', $1)", Sample("drive-001"));
        var url = Assert.Single(_database.Rows("SELECT partition_url('d', rerun_partition_id) FROM d.__partitions"));
        Assert.Matches("^:memory:/dataset/[0-9A-Fa-f]{32}\\?partition_id=drive-001$", url);
        Assert.EndsWith(
            "?partition_id=a&time_range=log_time@2024-01-01T00:00:00Z..2262-04-11T23:47:16.854775807Z",
            _database.Rows("SELECT partition_url('d', 'a', 'log_time', '2024-01-01')")[0]);
        Assert.Equal(["NULL"], _database.Rows("SELECT partition_url('d', NULL)"));
    }

    [Fact]
    public void A_registration_is_seen_by_statements_that_were_run_before()
    {
        Assert.Equal(["0"], _database.Rows("SELECT count(*) FROM d.__partitions"));
        _database.Execute("CALL register('d', $1)", Sample("drive-001"));
        Assert.Equal(["1"], _database.Rows("SELECT count(*) FROM d.__partitions"));
        var before = _database.Rows("SELECT count(*) FROM d.log_time");
        _database.Execute("CALL register('d', $1)", Sample("drive-002"));
        Assert.NotEqual(before, _database.Rows("SELECT count(*) FROM d.log_time"));
        _database.Execute("CREATE TABLE t (x INT)");
        Assert.Equal(["0"], _database.Rows("SELECT count(*) FROM t"));
        _database.Execute("DROP TABLE t");
        _database.Execute("CREATE TABLE t (x VARCHAR, y INT)");
        _database.Execute("INSERT INTO t VALUES ('a', 1)");
        Assert.Equal(["a|1"], _database.Rows("SELECT * FROM t"));
    }
}
