using System.Data;
using Microsoft.Extensions.DependencyInjection;
using Rerun.Catalog;

namespace Rerun.Data.Tests.Drives;

/// <summary>The provider over real recordings.</summary>
public sealed class DrivesTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public void A_DataTable_loads_all_columns()
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand("SELECT * FROM drives.log_time WHERE rerun_partition_id = 'drive-001'").ExecuteReader();
        var columns = reader.FieldCount;
        var table = new DataTable();
        table.Load(reader);
        Assert.Equal(columns, table.Columns.Count);
        Assert.Equal(connection.CreateCommand("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = 'drive-001'").ExecuteScalar(), (long)table.Rows.Count);
        Assert.All(table.Rows.Cast<DataRow>(), row => Assert.Equal("drive-001", row["rerun_partition_id"]));
    }

    [Fact]
    public void An_adapter_fills_a_table_over_a_closed_connection()
    {
        using var connection = drives.Source.CreateConnection();
        using var adapter = new RerunDataAdapter("SELECT rerun_partition_id, count(*) AS n FROM drives.log_time GROUP BY rerun_partition_id", connection);
        var table = new DataTable();
        Assert.Equal(12, adapter.Fill(table));
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void The_current_dataset_resolves_timelines()
    {
        using var connection = drives.Open();
        Assert.Throws<RerunNotFoundException>(() => connection.ChangeDatabase("none"));
        connection.ChangeDatabase("drives");
        Assert.Equal("drives", connection.Database);
        Assert.Equal(
            connection.CreateCommand("SELECT count(*) FROM drives.log_time").ExecuteScalar(), connection.CreateCommand("SELECT count(*) FROM log_time").ExecuteScalar());
        using var source = RerunDataSource.Create($"{drives.Source.ConnectionString};Dataset=drives");
        using var command = source.CreateCommand("SELECT count(*) FROM log_time");
        Assert.True((long)command.ExecuteScalar()! > 0);
        Assert.Equal(ConnectionState.Closed, command.Connection!.State);
    }

    [Fact]
    public void A_table_is_read_directly()
    {
        using var connection = drives.Open();
        using var command = connection.CreateCommand("drives.log_time");
        command.CommandType = CommandType.TableDirect;
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow);
        Assert.True(reader.Read());
        Assert.Equal("rerun_partition_id", reader.GetName(0));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_batch_gives_its_results_in_order_and_an_error_names_its_command()
    {
        using var connection = drives.Open();
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = @id").Parameters.AddWithValue("id", "drive-001");
        batch.BatchCommands.Add("SELECT @id").Parameters.AddWithValue("id", 7);
        using (var reader = batch.ExecuteReader())
        {
            Assert.True(reader.Read());
            Assert.True(reader.NextResult());
            Assert.True(reader.Read());
            Assert.Equal(7, reader.GetInt32(0));
            Assert.False(reader.NextResult());
        }

        var wrong = batch.BatchCommands.Add("SELECT * FROM nowhere");
        var fault = Assert.ThrowsAny<RerunException>(() => batch.ExecuteNonQuery());
        Assert.Same(wrong, fault.BatchCommand);
    }

    [Fact]
    public void Schema_collections_describe_the_recordings()
    {
        using var connection = drives.Open();
        foreach (DataRow collection in connection.GetSchema().Rows)
        {
            Assert.Equal((string)collection["CollectionName"], connection.GetSchema((string)collection["CollectionName"]).TableName);
        }

        var timelines = connection.GetSchema("timelines", ["drives"]);
        Assert.Equal(["elapsed", "frame", "log_time"], timelines.Rows.Cast<DataRow>().Select(row => (string)row["timeline_name"]).Order());
        var tables = connection.GetSchema("Tables", ["rerun", "drives", null, "BASE TABLE"]);
        Assert.Equal(["elapsed", "frame", "log_time"], tables.Rows.Cast<DataRow>().Select(row => (string)row["table_name"]).Order());
        Assert.Equal(12, connection.GetSchema("Partitions", ["drives"]).Rows.Count);
        Assert.Contains(
            connection.GetSchema("Columns", [null, "drives", "log_time"]).Rows.Cast<DataRow>(), row => row["column_name"].Equals("/drive/speed:Scalars:scalars"));
        Assert.Throws<ArgumentException>(() => connection.GetSchema("Nothing"));
        Assert.Throws<ArgumentException>(() => connection.GetSchema("Partitions", ["a", "b", "c"]));
    }

    [Theory]
    [InlineData("drives", "log_time")]
    [InlineData("drives", "frame")]
    [InlineData("drives", "__static")]
    [InlineData("drives", "__partitions")]
    [InlineData("drives", "__manifest")]
    public void Columns_of_GetSchema_are_those_of_a_query(string schema, string table)
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand($"SELECT * FROM {schema}.{table}").ExecuteReader(CommandBehavior.SchemaOnly);
        var queried = Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetDataTypeName(i), i + 1));
        var described = connection.GetSchema("Columns", [null, schema, table]).Rows.Cast<DataRow>()
            .Select(row => ((string)row["column_name"], (string)row["data_type"], (int)row["ordinal_position"]));
        Assert.Equal(queried, described);
    }

    [Fact]
    public async Task A_connection_closes_while_another_thread_waits_for_its_query()
    {
        var connection = drives.Open();
        using var command = connection.CreateCommand(
            "SELECT count(*) FROM drives.frame a CROSS JOIN drives.frame b CROSS JOIN drives.frame c WHERE a.frame + b.frame + c.frame = -1");
        var reading = Task.Run(() => command.ExecuteScalar());
        await Task.Delay(200);
        Assert.False(reading.IsCompleted);
        connection.Close();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(fault is OperationCanceledException or InvalidOperationException, fault.ToString());
    }

    [Fact]
    public void Connections_of_one_string_share_what_was_opened_until_the_pool_is_cleared()
    {
        var text = $"Data Source={Testing.SharedData.SampleDrives};Command Timeout=31";
        using var first = new RerunConnection(text);
        using var second = new RerunConnection(text);
        first.Open();
        second.Open();
        Assert.Same(first.Catalog, second.Catalog);
        RerunConnection.ClearPool(first);
        Assert.NotNull(second.CreateCommand("SELECT count(*) FROM drives.log_time").ExecuteScalar());
        using var third = new RerunConnection(text);
        third.Open();
        Assert.NotSame(first.Catalog, third.Catalog);
        third.Close();
        RerunConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_data_source_comes_from_dependency_injection()
    {
        var services = new ServiceCollection().AddRerunDataSource(drives.Source.ConnectionString, builder => builder.Name = "drives");
        Assert.Equal(4, services.Count);
        var source = (RerunDataSource)services.Single(service => service.ServiceType == typeof(RerunDataSource)).ImplementationFactory!(new NoServices());
        await using (source)
        {
            Assert.Equal("drives", source.Name);
            await using var connection = await source.OpenConnectionAsync();
            Assert.NotNull(await connection.CreateCommand("SELECT 1").ExecuteScalarAsync());
        }

        Assert.Throws<ObjectDisposedException>(() => source.CreateConnection());
    }

    [Fact]
    public void A_disposed_data_source_lets_open_connections_finish()
    {
        var source = RerunDataSource.Create(drives.Source.ConnectionString);
        using var connection = source.OpenConnection();
        source.Dispose();
        Assert.NotNull(connection.CreateCommand("SELECT count(*) FROM drives.log_time").ExecuteScalar());
        Assert.Throws<ObjectDisposedException>(() => source.OpenConnection());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var connection = new RerunConnection("Data Source=/no/such/folder");
        Assert.Contains("/no/such/folder", Assert.ThrowsAny<RerunException>(connection.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_is_gone_after_opening()
    {
        using var connection = new RerunConnection($"{drives.Source.ConnectionString};Token=s3cret-canary");
        connection.Open();
        Assert.DoesNotContain("s3cret-canary", connection.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prepared_command_runs_with_other_values()
    {
        using var connection = drives.Open();
        using var command = connection.CreateCommand("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = $1");
        var parameter = command.Parameters.AddWithValue("drive-001");
        command.Prepare();
        var first = command.ExecuteScalar();
        parameter.Value = "none";
        Assert.Equal(0L, command.ExecuteScalar());
        parameter.Value = "drive-001";
        Assert.Equal(first, command.ExecuteScalar());
    }

    [Fact]
    public async Task Prepare_tells_of_unknown_names_without_running_anything()
    {
        using var connection = drives.Open();
        Assert.ThrowsAny<RerunException>(() => connection.CreateCommand("SELECT * FROM drives.nowhere").Prepare());
        await Assert.ThrowsAnyAsync<RerunException>(() => connection.CreateCommand("SELECT none FROM drives.log_time").PrepareAsync());

        // It would fail as soon as it ran; and what follows a statement that is no query may depend on it.
        using var failing = connection.CreateCommand("SELECT CAST(rerun_partition_id AS BIGINT) FROM drives.log_time");
        failing.Prepare();
        Assert.ThrowsAny<RerunException>(() => failing.ExecuteScalar());
        connection.CreateCommand("CREATE TEMP VIEW prepared AS SELECT 1 AS x; SELECT x FROM prepared").Prepare();
        Assert.ThrowsAny<RerunException>(() => connection.CreateCommand("SELECT x FROM prepared").Prepare());
    }

    [Fact]
    public void Prepare_waits_for_the_values_of_parameters()
    {
        using var connection = drives.Open();
        using var command = connection.CreateCommand("SELECT @p + 1");
        command.Prepare();
        var parameter = command.Parameters.AddWithValue("p", null);
        command.Prepare();
        parameter.Value = 2L;
        command.Prepare();
        Assert.Equal(3L, command.ExecuteScalar());
    }

    [Fact]
    public async Task Cancelling_a_query_leaves_the_connection_usable()
    {
        await using var connection = drives.Open();
        using var command = connection.CreateCommand("SELECT * FROM drives.log_time");
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            command.Cancel();
            var fault = await Record.ExceptionAsync(async () =>
            {
                while (await reader.ReadAsync())
                {
                }
            });
            Assert.True(fault is null or OperationCanceledException, fault?.ToString());
        }

        Assert.NotNull(await connection.CreateCommand("SELECT count(*) FROM drives.log_time").ExecuteScalarAsync());
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteReaderAsync(source.Token));
        Assert.NotNull(await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Many_connections_read_at_once()
    {
        const string Text = "SELECT rerun_partition_id, count(*), min(log_time), max(log_time) FROM drives.log_time GROUP BY rerun_partition_id ORDER BY 1";
        var expected = await ReadAllAsync(Text);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ReadAllAsync(Text))));
        Assert.All(all, rows => Assert.Equal(expected, rows));
    }

    [Fact]
    public async Task Rows_are_the_same_in_both_modes_and_by_columns()
    {
        await using var connection = drives.Open();
        const string Text = "SELECT rerun_partition_id, log_time FROM drives.log_time";
        long synchronous = 0, asynchronous = 0, columnar = 0;
        using (var reader = connection.CreateCommand(Text).ExecuteReader())
        {
            while (reader.Read())
            {
                synchronous = unchecked((synchronous * 31) + reader.GetInt64(1));
            }
        }

        await using (var reader = await connection.CreateCommand(Text).ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                asynchronous = unchecked((asynchronous * 31) + reader.GetFieldValue<Rerun.Arrow.Timestamp64>(1).Nanoseconds);
            }
        }

        await using (var reader = await connection.CreateCommand(Text).ExecuteReaderAsync())
        {
            await foreach (var batch in reader.ReadBatchesAsync())
            {
                foreach (var time in batch.Column<long>(1).Values)
                {
                    columnar = unchecked((columnar * 31) + time);
                }
            }
        }

        Assert.Equal(synchronous, asynchronous);
        Assert.Equal(synchronous, columnar);
    }

    [Fact]
    public void A_synchronization_context_does_not_block_the_synchronous_members()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new NeverRuns());
        try
        {
            using var connection = drives.Open();
            using var reader = connection.CreateCommand("SELECT * FROM drives.log_time").ExecuteReader();
            while (reader.Read())
            {
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void A_user_interface_is_never_the_one_that_computes()
    {
        var isElsewhere = false;
        var hasEnded = false;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverRuns());
            using var connection = drives.Open();
            var call = Results.OffContext.RunAsync(static (_, _) => new ValueTask<bool>(SynchronizationContext.Current is null), 0, CancellationToken.None).AsTask();
            var command = connection.CreateCommand("SELECT count(*) FROM drives.log_time");
            var batch = connection.CreateBatch();
            batch.BatchCommands.Add("SELECT count(*) FROM drives.frame");
            Func<Task>[] calls =
            [
                () => call, () => command.PrepareAsync(), () => batch.PrepareAsync(), () => connection.GetSchemaAsync("Columns"), () => connection.ChangeDatabaseAsync("drives"),
                () => command.ExecuteScalarAsync(),
            ];

            // Waiting for a task might run it here.
            hasEnded = Array.TrueForAll(calls, one => ((IAsyncResult)one()).AsyncWaitHandle.WaitOne(TimeSpan.FromMinutes(2)));
            isElsewhere = call.Result;
        });
        thread.Start();
        thread.Join();
        Assert.True(hasEnded);
        Assert.True(isElsewhere);
    }

    private async Task<List<string>> ReadAllAsync(string text)
    {
        await using var connection = await drives.Source.OpenConnectionAsync();
        await using var reader = await connection.CreateCommand(text).ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values));
        }

        return rows;
    }

    private sealed class NeverRuns : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
