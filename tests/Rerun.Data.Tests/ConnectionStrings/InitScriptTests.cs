using Rerun.Catalog;

namespace Rerun.Data.Tests.ConnectionStrings;

public sealed class InitScriptTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void What_changes_the_catalog_is_run_once_per_data_source()
    {
        File.WriteAllText(_path, "CREATE DATASET made; SELECT 1;");
        using var source = RerunDataSource.Create($"Data Source=:memory:;Init Script={_path}");
        using var first = source.OpenConnection();
        using var second = source.OpenConnection();
        Assert.Equal(["made"], second.Catalog.GetDatasetNames());
    }

    [Fact]
    public void Rows_of_temporary_tables_are_there_for_every_connection()
    {
        File.WriteAllText(_path, "CREATE TEMP TABLE t (x INT PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3); DELETE FROM t WHERE x = 2; UPDATE t SET x = x * 10;");
        using var source = RerunDataSource.Create($"Data Source=:memory:;Init Script={_path}");
        for (var i = 0; i < 2; i++)
        {
            using var connection = source.OpenConnection();
            using var command = new RerunCommand("SELECT sum(x) FROM t", connection);
            Assert.Equal(40L, Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_failing_script_fails_the_opening_and_is_named()
    {
        File.WriteAllText(_path, "SELECT * FROM nowhere");
        using var source = RerunDataSource.Create($"Data Source=:memory:;Init Script={_path}");
        Assert.Contains(_path, Assert.ThrowsAny<RerunException>(() => source.OpenConnection()).Message, StringComparison.Ordinal);
        using var missing = RerunDataSource.Create("Data Source=:memory:;Init Script=/no/such.sql");
        Assert.Equal("58030", Assert.ThrowsAny<RerunException>(() => missing.OpenConnection()).SqlState);
    }

    public void Dispose() => File.Delete(_path);
}
