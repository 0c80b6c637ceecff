using System.Collections;
using System.Data;
using System.Data.Common;
using Rerun.Data.Tests.Changes;

namespace Rerun.Data.Tests.Drives;

/// <summary>What generic tools do with a provider: factories by name, adapters with schema, generated inserts, enumerations of records.</summary>
public sealed class ToolingTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private const string Text = "SELECT rerun_partition_id AS id, frame, \"/drive/speed:Scalars:scalars\" AS speed FROM drives.frame ORDER BY id, frame LIMIT 20";

    [Fact]
    public void The_factory_is_found_by_name_and_by_connection()
    {
        RerunFactory.Register();
        Assert.Same(RerunFactory.Instance, DbProviderFactories.GetFactory("Rerun.Data"));
        using var connection = drives.Open();
        Assert.Same(RerunFactory.Instance, DbProviderFactories.GetFactory(connection));
        using var source = DbProviderFactories.GetFactory("Rerun.Data").CreateDataSource(drives.Source.ConnectionString);
        using var command = source.CreateCommand("SELECT 5");
        Assert.Equal(5, command.ExecuteScalar());
        using var batch = source.CreateBatch();
        var one = batch.CreateBatchCommand();
        one.CommandText = "SELECT 6";
        batch.BatchCommands.Add(one);
        Assert.Equal(6, batch.ExecuteScalar());
    }

    [Fact]
    public void An_adapter_fills_pages_and_sets_with_their_schema()
    {
        using var connection = drives.Open();
        using var adapter = new RerunDataAdapter(Text, connection);
        var set = new DataSet();
        Assert.Single(adapter.FillSchema(set, SchemaType.Mapped, "Rows"));
        Assert.Equal(5, adapter.Fill(set, 10, 5, "Rows"));
        var rows = set.Tables["Rows"]!;
        Assert.Equal([typeof(string), typeof(long), typeof(double[])], rows.Columns.Cast<DataColumn>().Select(column => column.DataType));
        using var reader = connection.CreateCommand(Text).ExecuteReader();
        var all = new DataTable();
        all.Load(reader);
        Assert.Equal(all.Rows.Cast<DataRow>().Skip(10).Take(5).Select(row => row["frame"]), rows.Rows.Cast<DataRow>().Select(row => row["frame"]));

        using var two = new RerunDataAdapter("SELECT 1 AS a; SELECT 'x' AS b", connection);
        var tables = new DataSet();
        two.Fill(tables);
        Assert.Equal(["a", "b"], tables.Tables.Cast<DataTable>().Select(table => table.Columns[0].ColumnName));
    }

    [Fact]
    public void Records_are_enumerated_and_described_for_grids()
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand(Text).ExecuteReader();
        var records = ((IEnumerable)reader).Cast<IDataRecord>().ToArray();
        Assert.Equal(20, records.Length);
        Assert.Equal("drive-001", records[0]["id"]);
        Assert.Equal(["id", "frame", "speed"], System.ComponentModel.TypeDescriptor.GetProperties(records[0]).Cast<System.ComponentModel.PropertyDescriptor>().Select(one => one.Name));
    }

    [Fact]
    public void A_command_builder_makes_the_insert_of_an_adapter()
    {
        using var database = new ChangingDatabase();
        database.Execute("CREATE TABLE vehicles (name VARCHAR, \"max speed\" DOUBLE)");
        using var adapter = new RerunDataAdapter("SELECT * FROM vehicles", database.Connection);
        using var builder = new RerunCommandBuilder(adapter);
        var insert = builder.GetInsertCommand();
        Assert.Equal("INSERT INTO \"vehicles\" (\"name\", \"max speed\") VALUES (@p1, @p2)", insert.CommandText);
        adapter.InsertCommand = insert;
        var table = new DataTable();
        adapter.Fill(table);
        table.Rows.Add("rover", 3.5);
        table.Rows.Add("crawler", DBNull.Value);
        Assert.Equal(2, adapter.Update(table));
        Assert.Equal(["crawler|NULL", "rover|3.5"], database.Rows("SELECT name, coalesce(CAST(\"max speed\" AS VARCHAR), 'NULL') FROM vehicles ORDER BY name"));
        Assert.Equal("\"it\"\"s\"", builder.QuoteIdentifier("it\"s"));
        Assert.Equal("it\"s", builder.UnquoteIdentifier("\"it\"\"s\""));
    }

    [Fact]
    public async Task A_snapshot_of_a_value_stays_when_the_reader_moves_on()
    {
        await using var connection = drives.Open();
        await using var reader = await connection.CreateCommand("SELECT 'first' AS t, X'0102' AS b UNION ALL SELECT 'second', X'03'").ExecuteReaderAsync(CommandBehavior.SequentialAccess);
        Assert.True(await reader.ReadAsync());
        using var text = reader.GetTextReader(0);
        await using var bytes = reader.GetStream(1);
        Assert.True(await reader.ReadAsync());
        Assert.Equal("first", await text.ReadToEndAsync());
        Assert.Equal(1, bytes.ReadByte());
        Assert.Equal("second", await reader.GetFieldValueAsync<string>(0));
    }

    [Fact]
    public async Task A_token_that_was_cancelled_earlier_is_no_time_limit()
    {
        await using var connection = drives.Open();
        await using var reader = await connection.CreateCommand("SELECT frame FROM drives.frame; SELECT 2").ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.True(reader.ReadAsync(new CancellationToken(canceled: true)).IsCanceled);
        Assert.IsAssignableFrom<OperationCanceledException>(Record.Exception(() => reader.NextResult()));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_closed_connection_is_closed_by_behaviour_also_after_an_adapter_or_a_batch()
    {
        using var connection = drives.Open();
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("SELEC");
        Assert.ThrowsAny<DbException>(() => batch.ExecuteReader(CommandBehavior.CloseConnection));
        Assert.Equal(ConnectionState.Closed, connection.State);
        connection.Open();
        batch.BatchCommands[0].CommandText = "SELECT 1";
        batch.ExecuteReader(CommandBehavior.CloseConnection).Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }
}
