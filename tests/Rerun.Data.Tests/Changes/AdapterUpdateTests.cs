using System.Data;

namespace Rerun.Data.Tests.Changes;

/// <summary>Rows that a program adds to a table and an adapter writes back.</summary>
public sealed class AdapterUpdateTests
{
    [Fact]
    public void A_command_builder_makes_the_insert_of_added_rows()
    {
        using var connection = Open();
        using var adapter = new RerunDataAdapter("SELECT a, b FROM t", connection);
        using var builder = new RerunCommandBuilder(adapter);
        var table = new DataTable();
        adapter.Fill(table);
        table.Rows.Add(1L, "x");
        table.Rows.Add(2L, DBNull.Value);
        var updated = new List<StatementType>();
        adapter.RowUpdated += (_, row) => updated.Add(row.StatementType);
        Assert.Equal(2, adapter.Update(table));
        Assert.Equal([StatementType.Insert, StatementType.Insert], updated);
        Assert.Equal(0, adapter.Update(table));
        Assert.Equal(3L, connection.CreateCommand("SELECT sum(a) FROM t").ExecuteScalar());
        Assert.Equal(1L, connection.CreateCommand("SELECT count(*) FROM t WHERE b IS NULL").ExecuteScalar());
    }

    [Fact]
    public void A_builder_that_is_gone_makes_nothing()
    {
        using var connection = Open();
        using var adapter = new RerunDataAdapter("SELECT a, b FROM t", connection);
        using (new RerunCommandBuilder(adapter))
        {
        }

        var table = new DataTable();
        adapter.Fill(table);
        table.Rows.Add(1L, "x");
        Assert.Throws<InvalidOperationException>(() => adapter.Update(table));
    }

    [Fact]
    public void Changed_and_deleted_rows_without_a_command_are_an_error()
    {
        using var connection = Open();
        connection.CreateCommand("INSERT INTO t VALUES (1, 'x')").ExecuteNonQuery();
        using var adapter = new RerunDataAdapter("SELECT a, b FROM t", connection);
        using var builder = new RerunCommandBuilder(adapter);
        var table = new DataTable();
        adapter.Fill(table);
        table.Rows[0]["b"] = "y";
        Assert.Contains("key column", Assert.Throws<InvalidOperationException>(() => adapter.Update(table)).Message, StringComparison.Ordinal);
    }

    private static RerunConnection Open()
    {
        var connection = new RerunConnection("Data Source=:memory:");
        connection.Open();
        connection.CreateCommand("CREATE TEMP TABLE t (a BIGINT, b VARCHAR)").ExecuteNonQuery();
        return connection;
    }
}
