using System.Data;
using System.Diagnostics;
using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Data.Tests.Changes;
using Rerun.Query;

namespace Rerun.Data.Tests.Drives;

/// <summary>Batches: what runs side by side, what waits, and which command an error names.</summary>
public sealed class BatchTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private const string Late = "SELECT CAST(CASE WHEN rerun_partition_id < 'drive-012' THEN '1' ELSE 'late' END AS BIGINT) FROM drives.frame";

    [Fact]
    public async Task Queries_of_a_batch_give_the_same_as_alone()
    {
        await using var connection = drives.Open();
        string[] texts =
        [
            "SELECT count(*) FROM drives.log_time", "SELECT rerun_partition_id FROM drives.log_time ORDER BY 1, log_time", "SELECT 1 WHERE 1 = 2", "SELECT 'x' UNION ALL SELECT 'y'",
            "SELECT max(frame) FROM drives.frame",
        ];
        await using var batch = connection.CreateBatch();
        foreach (var text in texts)
        {
            batch.BatchCommands.Add(text);
        }

        await using var reader = (RerunDataReader)await batch.ExecuteReaderAsync();
        for (var i = 0; i < texts.Length; i++)
        {
            await using var alone = await connection.CreateCommand(texts[i]).ExecuteReaderAsync();
            Assert.Equal(await RowsAsync(alone), await RowsAsync(reader));
            Assert.Equal(i + 1 < texts.Length, await reader.NextResultAsync());
        }
    }

    [Fact]
    public async Task Preparing_tells_unknown_names_and_their_command()
    {
        await using var connection = drives.Open();
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("SELECT 1");
        batch.BatchCommands.Add("SELECT nothing FROM drives.log_time");
        var fault = Assert.Throws<RerunException>(batch.Prepare);
        Assert.Equal("42703", fault.SqlState);
        Assert.Same(batch.BatchCommands[1], fault.BatchCommand);
        Assert.Equal("42703", (await Assert.ThrowsAsync<RerunException>(() => batch.PrepareAsync())).SqlState);
        batch.BatchCommands[1].CommandText = "SELECT @late FROM drives.log_time";
        batch.Prepare();
    }

    [Fact]
    public async Task Preparing_leaves_what_follows_a_change_to_execution()
    {
        await using var connection = drives.Open();
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("CREATE TEMP VIEW later AS SELECT 7 AS x");
        batch.BatchCommands.Add("SELECT x FROM later");
        await batch.PrepareAsync();
        Assert.Equal(7, await batch.ExecuteScalarAsync());
        batch.BatchCommands[1].CommandText = "SELECT FROM WHERE";
        Assert.Equal("42601", Assert.Throws<RerunException>(batch.Prepare).SqlState);
    }

    [Fact]
    public async Task Queries_behind_the_one_that_is_read_compute_meanwhile()
    {
        var session = new StepSession();
        var commands = Enumerable.Range(0, 5).Select(i => new RerunBatchCommand($"{i}")).ToArray();
        await using var results = new BatchResults(session, commands, CommandBehavior.Default, null);
        Assert.NotNull(await results.NextAsync(CancellationToken.None));
        await session.UntilStartedAsync(3);
        Assert.Equal(["0", "1", "2"], session.Started.Order(StringComparer.Ordinal));
        Assert.NotNull(await results.NextAsync(CancellationToken.None));
        await session.UntilStartedAsync(4);
        Assert.DoesNotContain("4", session.Started);
    }

    [Fact]
    public async Task Nothing_starts_before_a_statement_that_changes_something()
    {
        var session = new StepSession { Changes = "1" };
        var commands = Enumerable.Range(0, 3).Select(i => new RerunBatchCommand($"{i}")).ToArray();
        await using var results = new BatchResults(session, commands, CommandBehavior.Default, null);
        Assert.NotNull(await results.NextAsync(CancellationToken.None));
        await Task.Delay(50);
        Assert.Equal(["0"], session.Started);
    }

    [Fact]
    public void An_error_names_its_command_wherever_it_comes_up()
    {
        using var connection = drives.Open();
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("SELECT 1");
        var late = batch.BatchCommands.Add(Late);
        var wrong = batch.BatchCommands.Add("SELECT nothing FROM drives.frame");
        using (var reader = batch.ExecuteReader())
        {
            Assert.True(reader.Read());
            var fault = Assert.ThrowsAny<RerunException>(() =>
            {
                reader.NextResult();
                while (reader.Read())
                {
                }
            });
            Assert.Same(late, fault.BatchCommand);
            Assert.Same(wrong, Assert.ThrowsAny<RerunException>(() => reader.NextResult()).BatchCommand);
        }

        // A text that cannot be parsed is told when its turn has come, too.
        var unparsed = batch.BatchCommands[1] = new RerunBatchCommand("SELEC 1");
        using (var reader = batch.ExecuteReader())
        {
            Assert.Same(unparsed, Assert.ThrowsAny<RerunException>(() => reader.NextResult()).BatchCommand);
        }
    }

    [Fact]
    public void A_batch_changes_and_sees_what_it_changed()
    {
        using var database = new ChangingDatabase();
        using var batch = database.Connection.CreateBatch();
        batch.BatchCommands.Add("CREATE TABLE t (x BIGINT)");
        var insert = batch.BatchCommands.Add("INSERT INTO t VALUES (1), (2)");
        batch.BatchCommands.Add("SELECT count(*) FROM t");
        batch.BatchCommands.Add("INSERT INTO t VALUES (3)");
        batch.BatchCommands.Add("SELECT count(*) FROM t");
        using var reader = batch.ExecuteReader();
        var counts = new List<object>();
        do
        {
            while (reader.Read())
            {
                counts.Add(reader.GetValue(0));
            }
        }
        while (reader.NextResult());

        Assert.Equal(2, insert.RecordsAffected);
        Assert.Equal(3, reader.RecordsAffected);
        Assert.Equal([2L, 3L], counts.Where(count => count is long and > 1));
    }

    [Fact]
    public void A_batch_that_is_left_early_stops_what_runs_ahead()
    {
        using var connection = drives.Open();
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add("SELECT 1");
        batch.BatchCommands.Add("SELECT count(*) FROM drives.frame a CROSS JOIN drives.frame b CROSS JOIN drives.frame c WHERE a.frame + b.frame + c.frame = -1");
        var start = Stopwatch.GetTimestamp();
        using (var reader = batch.ExecuteReader())
        {
            Assert.True(reader.Read());
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(1, connection.CreateCommand("SELECT 1").ExecuteScalar());
    }

    [Fact]
    public async Task A_data_source_makes_batches_that_open_and_close_their_connection()
    {
        await using var batch = drives.Source.CreateBatch();
        batch.BatchCommands.Add("SELECT 7");
        Assert.Equal(7, await batch.ExecuteScalarAsync());
        Assert.Equal(ConnectionState.Closed, batch.Connection!.State);
        batch.BatchCommands.Add("SELEC");
        await Assert.ThrowsAnyAsync<RerunException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal(ConnectionState.Closed, batch.Connection.State);
        Assert.True(batch.ExecuteReaderAsync(new CancellationToken(canceled: true)).IsCanceled);
    }

    private static async Task<List<object>> RowsAsync(RerunDataReader reader)
    {
        var rows = new List<object>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0));
        }

        return rows;
    }

    /// <summary>A session whose statements give nothing, and that notes which have been started.</summary>
    private sealed class StepSession : IStatementSession
    {
        private readonly List<string> _started = [];

        public string Changes { get; init; } = "";

        public string[] Started
        {
            get
            {
                lock (_started)
                {
                    return [.. _started];
                }
            }
        }

        public async Task UntilStartedAsync(int count)
        {
            while (Started.Length < count)
            {
                await Task.Delay(5);
            }
        }

        public IStatementText Prepare(string text) => new Text(this, text);

        public string Dataset { get; set; } = "";

        public void BeginIn(string dataset) => Dataset = dataset;

        public ValueTask DisposeAsync() => default;

        private sealed class Text(StepSession session, string text) : IStatementText
        {
            public int StatementCount => 1;

            public StatementKind KindOf(int statement) => text == session.Changes ? StatementKind.Change : StatementKind.Query;

            public ValueTask PlanAsync(QueryParameters parameters, CancellationToken cancellationToken) => default;

            public ValueTask<StatementResult> ExecuteAsync(int statement, QueryParameters parameters, string? refusal, CancellationToken cancellationToken)
            {
                lock (session._started)
                {
                    session._started.Add(text);
                }

                return new(new StatementResult(new BufferedBatches(new Arrow.Schema([]), [])));
            }
        }
    }
}
