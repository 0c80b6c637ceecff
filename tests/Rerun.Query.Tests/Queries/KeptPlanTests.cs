using System.Diagnostics.Metrics;
using System.Globalization;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Testing;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Queries;

/// <summary>A plan that is used again gives what a new one would give: whatever the values, and whatever has changed meanwhile.</summary>
public sealed class KeptPlanTests(ITestOutputHelper output)
{
    private const string Speed = "\"/drive/speed:Scalars:scalars\"";
    private const string View = "dataframe('drives', index => 'log_time', contents => '/drive/**')";

    private static readonly string[] Sources =
    [
        View, "drives.log_time", "dataframe('drives', index => 'log_time', contents => '/drive/**', fill_latest_at => true)",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', filter_range => [@a, @b])",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', using_index_values => [@a, @b], filter_partition_id => [@p, 'drive-004'])",
    ];

    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];
    private static readonly string[] Times = ["@a", "@b", "@a + INTERVAL '2 s'", "CAST(@c AS TIMESTAMP)", "'2025-03-03 08:15:10'", "now()"];

    // Each set has the same names; types and nulls differ, so that some share a plan and some must not.
    private static readonly (string, object?)[][] ValueSets =
    [
        Values(Time(2), Time(9), "drive-001", "2025-03-03 08:15:04", 1.5, 4L),
        Values(Time(5), Time(6), "drive-003", "2025-03-03 08:15:05", 0.25, 2L),
        Values(Time(9), Time(2), "nowhere", "2025-03-03 08:15:01", -1.0, 4L),
        Values(1740989702000000000L, Time(9), "drive-001", "2025-03-03 08:15:04", 3, 0L),
        Values(null, Time(9), null, "2025-03-03 08:15:04", null, null),
        Values(Time(2), Time(9), "drive-002", null, 2.5f, 4L),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_do_not_depend_on_plans_being_kept(int seed)
    {
        var random = new Random(seed);
        await using TestDatabase kept = TestDatabase.Drives();
        await using TestDatabase fresh = TestDatabase.Drives(new QueryEngineOptions { PlanCacheSize = 0 });
        int filled = 0;
        for (int i = 0; i < 30; i++)
        {
            string sql = Query(random);
            output.WriteLine(sql);
            foreach (int set in (int[])[0, 1, 2, 3, 4, 5, 1, 0])
            {
                string[] expected = await OutcomeAsync(fresh, sql, ValueSets[set]);
                Assert.Equal(expected, await OutcomeAsync(kept, sql, ValueSets[set]));
                filled += expected.Length > 0 ? 1 : 0;
            }
        }

        Assert.InRange(filled, 50, 240);
        Assert.InRange(kept.Session.Engine.PlanHits, 50, 240);
        Assert.Equal(0, fresh.Session.Engine.PlanHits);
    }

    [Fact]
    public async Task Other_values_find_the_plan_and_other_types_do_not()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal("1", await database.ValueAsync("SELECT @p", ("p", 1L)));
        Assert.Equal("2", await database.ValueAsync("SELECT @p", ("p", 2L)));
        Assert.Equal(1, database.Session.Engine.PlanHits);
        Assert.Equal("x", await database.ValueAsync("SELECT @p", ("p", "x")));
        Assert.Equal("NULL", await database.ValueAsync("SELECT @p", ("p", null)));
        Assert.Equal(1, database.Session.Engine.PlanHits);
        Assert.Equal("y", await database.ValueAsync("SELECT @p", ("p", "y")));
        Assert.Equal("3", await database.ValueAsync("SELECT @p", ("p", 3L)));
        Assert.Equal(3, database.Session.Engine.PlanHits);
        Assert.Contains("@p", (await database.ErrorAsync("SELECT @p", ("q", 3L))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_execution_finds_the_plan_that_was_made_ahead()
    {
        await using TestDatabase database = TestDatabase.Drives();
        PreparedStatement statement = database.Session.Prepare("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = @p LIMIT @n").Statements[0];
        await database.Session.PlanAsync(statement, new QueryParameters([new QueryParameter("p", "drive-001"), new QueryParameter("n", 1L)]), default);
        Assert.Equal(0, database.Session.Engine.PlanHits);
        await using QueryResult result = await database.Session.ExecuteAsync(
            statement, new QueryParameters([new QueryParameter("p", "drive-002"), new QueryParameter("n", 1L)]));
        Assert.Equal(1, database.Session.Engine.PlanHits);
    }

    [Fact]
    public async Task Plans_that_were_found_are_counted_for_everybody()
    {
        long found = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Rerun.Data" && instrument.Name == "rerun.plan_cache.lookups")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Interlocked.Add(ref found, tags[0].Value is "hit" ? count : 0));
        listener.Start();
        await using TestDatabase database = TestDatabase.Empty();
        await database.ValueAsync("SELECT 1");
        await database.ValueAsync("SELECT 1");
        Assert.True(Interlocked.Read(ref found) > 0);
    }

    [Fact]
    public async Task A_limit_that_is_a_parameter_counts_as_it_is_each_time()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string sql = $"SELECT log_time FROM {View} ORDER BY log_time DESC LIMIT @n OFFSET @m";
        foreach ((long? n, long m) in ((long?, long)[])[(3, 0), (5, 2), (0, 1), (3, 0), (null, 5000), (5, 2)])
        {
            Assert.Equal(
                await database.RowsAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT log_time FROM {View} ORDER BY log_time DESC LIMIT {n?.ToString(CultureInfo.InvariantCulture) ?? "ALL"} OFFSET {m}")),
                await database.RowsAsync(sql, ("n", n), ("m", m)));
        }

        Assert.Contains("negative", (await database.ErrorAsync(sql, ("n", -1L), ("m", 0L))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_at_each_moment_is_not_kept()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.NotEqual(await database.ValueAsync("SELECT now()"), await LaterAsync("SELECT now()"));
        Assert.NotEqual(await database.ValueAsync("SELECT random()"), await database.ValueAsync("SELECT random()"));
        string range = $"SELECT count(*) FROM dataframe('drives', index => 'log_time', contents => '/drive/**', using_index_values => [now()], filter_partition_id => ['drive-001'])";
        string sampled = range.Replace("count(*)", "log_time", StringComparison.Ordinal);
        Assert.NotEqual(await database.ValueAsync(sampled), await LaterAsync(sampled));

        async Task<string> LaterAsync(string sql)
        {
            await Task.Delay(2);
            return await database.ValueAsync(sql);
        }
    }

    [Fact]
    public async Task Changes_of_the_catalog_are_seen()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string Rows = "SELECT count(*) FROM d.log_time";
        await RunAsync(database, "CREATE DATASET d; CALL register('d', @u)", "drive-001");
        string one = await database.ValueAsync(Rows);
        Assert.Equal(one, await database.ValueAsync(Rows));
        Assert.Equal(["drive-001"], await database.RowsAsync("SELECT rerun_partition_id FROM d.__partitions"));
        await RunAsync(database, "CALL register('d', @u)", "drive-002");
        Assert.NotEqual(one, await database.ValueAsync(Rows));
        Assert.Equal(["drive-001", "drive-002"], await database.RowsAsync("SELECT rerun_partition_id FROM d.__partitions"));
        string two = await database.ValueAsync(Rows);
        await RunAsync(database, "DROP DATASET d; CREATE DATASET d; CALL register('d', @u)", "drive-001");
        Assert.Equal(one, await database.ValueAsync(Rows));
        await RunAsync(database, "ALTER DATASET d RENAME TO e", "");
        Assert.Equal(RerunErrorCode.NotFound, (await database.ErrorAsync(Rows)).ErrorKind);
        await RunAsync(database, "CREATE DATASET d; CALL register('d', @u); CALL register('d', @v)", "drive-001", "drive-002");
        Assert.Equal(two, await database.ValueAsync(Rows));
    }

    [Fact]
    public async Task Changes_of_tables_are_seen()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await database.RowsAsync("CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1)");
        const string Rows = "SELECT * FROM t";
        Assert.Equal(["1"], await database.RowsAsync(Rows));
        await database.RowsAsync("INSERT INTO t VALUES (2)");
        Assert.Equal(["1", "2"], await database.RowsAsync(Rows));
        await database.RowsAsync("DROP TABLE t; CREATE TABLE t (b TEXT, c BIGINT); INSERT INTO t VALUES ('x', 3)");
        Assert.Equal(["x|3"], await database.RowsAsync(Rows));
        await database.RowsAsync("INSERT OVERWRITE t VALUES ('y', 4)");
        Assert.Equal(["y|4"], await database.RowsAsync(Rows));
        const string Entries = "SELECT count(*) FROM __entries";
        string before = await database.ValueAsync(Entries);
        Assert.Equal(before, await database.ValueAsync(Entries));
        await database.RowsAsync("CREATE TABLE u (a BIGINT)");
        Assert.NotEqual(before, await database.ValueAsync(Entries));
    }

    [Fact]
    public async Task Changes_of_temporary_views_and_tables_are_seen()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string Rows = "SELECT * FROM t";
        await database.RowsAsync("CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1)");
        Assert.Equal(["1"], await database.RowsAsync(Rows));
        await database.RowsAsync("CREATE TEMP VIEW t AS SELECT 2 AS a");
        Assert.Equal(["2"], await database.RowsAsync(Rows));
        await database.RowsAsync("CREATE OR REPLACE TEMP VIEW t AS SELECT 3 AS a");
        Assert.Equal(["3"], await database.RowsAsync(Rows));
        Assert.Equal(["3"], await database.RowsAsync(Rows));
        QuerySession other = database.Session.Engine.CreateSession();
        await using (QueryResult result = await other.ExecuteAsync(other.Prepare(Rows).Statements[0], QueryParameters.None))
        {
            Assert.Equal(1, ((Rerun.Arrow.Int64Array)(await result.ReadNextRecordBatchAsync())!.Column(0)).Values[0]);
        }

        await database.RowsAsync("DROP VIEW t");
        Assert.Equal(["1"], await database.RowsAsync(Rows));
        await database.RowsAsync("CREATE TEMP TABLE t (a BIGINT); INSERT INTO t VALUES (4)");
        Assert.Equal(["4"], await database.RowsAsync(Rows));
        await database.RowsAsync("INSERT INTO t VALUES (5)");
        Assert.Equal(["4", "5"], await database.RowsAsync(Rows));
        Assert.Equal(["4", "5"], await database.RowsAsync(Rows));
        await database.RowsAsync("DROP TABLE t");
        Assert.Equal(["1"], await database.RowsAsync(Rows));
    }

    [Fact]
    public async Task Changes_of_views_of_the_catalog_are_seen()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string Rows = "SELECT * FROM v";
        await database.RowsAsync("CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT a FROM t");
        Assert.Equal(["1"], await database.RowsAsync(Rows));
        await database.RowsAsync("CREATE OR REPLACE VIEW v AS SELECT a + 1 AS b, a FROM t");
        Assert.Equal(["2|1"], await database.RowsAsync(Rows));
        await database.RowsAsync("DROP TABLE t; CREATE TABLE t (a DOUBLE); INSERT INTO t VALUES (0.5)");
        Assert.Equal(["1.5|0.5"], await database.RowsAsync(Rows));
        await database.RowsAsync("DROP VIEW v");
        await database.ErrorAsync(Rows);
    }

    [Fact]
    public async Task Another_current_dataset_is_another_plan()
    {
        await using TestDatabase database = TestDatabase.Empty();
        await RunAsync(database, "CREATE DATASET d; CALL register('d', @u); CREATE DATASET e; CALL register('e', @v)", "drive-001", "drive-002");
        foreach ((string dataset, string partition) in ((string, string)[])[("d", "drive-001"), ("e", "drive-002"), ("d", "drive-001"), ("e", "drive-002")])
        {
            database.Session.CurrentDataset = dataset;
            Assert.Equal([partition], await database.RowsAsync("SELECT DISTINCT rerun_partition_id FROM log_time"));
        }

        database.Session.CurrentDataset = null;
        await database.ErrorAsync("SELECT DISTINCT rerun_partition_id FROM log_time");
    }

    [Fact]
    public async Task What_another_catalog_object_changes_in_the_folder_is_seen()
    {
        string folder = Directory.CreateTempSubdirectory("rerun-kept-plans").FullName;
        try
        {
            var create = new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate };
            await using var here = new CatalogClient(EmbeddedCatalog.Open(folder, create));
            await using var there = new CatalogClient(EmbeddedCatalog.Open(folder, create));
            QuerySession reading = new QueryEngine(here).CreateSession();
            QuerySession writing = new QueryEngine(there).CreateSession();
            await RunAllAsync(writing, "CREATE TABLE t (a BIGINT)");
            Assert.Equal(0, await CountAsync(reading));
            Assert.Equal(0, await CountAsync(reading));
            await RunAllAsync(writing, "DROP TABLE t");
            await RunAllAsync(writing, "CREATE TABLE t (a BIGINT, b BIGINT)");
            await RunAllAsync(writing, "INSERT INTO t VALUES (1, 2)");
            Assert.Equal(2, await CountAsync(reading));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static async Task RunAllAsync(QuerySession session, string sql) =>
            await (await session.ExecuteAsync(session.Prepare(sql).Statements[0], QueryParameters.None)).DisposeAsync();

        // Columns times rows, so that both are looked at.
        static async Task<int> CountAsync(QuerySession session)
        {
            await using QueryResult result = await session.ExecuteAsync(session.Prepare("SELECT * FROM t").Statements[0], QueryParameters.None);
            return ((await result.ReadNextRecordBatchAsync())?.Length ?? 0) * result.Schema.FieldsList.Count;
        }
    }

    [Fact]
    public async Task Many_threads_share_a_plan_with_values_of_their_own()
    {
        await using TestDatabase database = TestDatabase.Drives();
        string sql = $"SELECT rerun_partition_id, count(*), min(log_time), max({Speed}[1]) FROM {View} WHERE rerun_partition_id = @p AND log_time BETWEEN @a AND @b AND {Speed}[1] > @v GROUP BY 1";
        var expected = new Dictionary<int, string[]>();
        for (int i = 0; i < 24; i++)
        {
            await using TestDatabase fresh = TestDatabase.Drives(new QueryEngineOptions { PlanCacheSize = 0 });
            expected[i] = await fresh.RowsAsync(sql, ValuesOf(i));
        }

        Assert.True(expected.Values.Select(rows => string.Join(';', rows)).Distinct().Count() > 12);
        await Parallel.ForAsync(0, 480, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            QuerySession own = database.Session.Engine.CreateSession();
            Assert.Equal(expected[i % 24], await TestDatabase.RowsAsync(own, sql, ValuesOf(i % 24)));
        });
        Assert.InRange(database.Session.Engine.PlanHits, 400, 480);

        static (string, object?)[] ValuesOf(int i) =>
            Values(Time(i % 5), Time(10 + (i % 3)), "drive-001", null, i / 20.0, null);
    }

    private static (string, object?)[] Values(object? a, object? b, object? p, object? c, object? v, object? n) => [("a", a), ("b", b), ("p", p), ("c", c), ("v", v), ("n", n)];

    private static DateTime Time(int second) => new(2025, 3, 3, 8, 15, second, DateTimeKind.Utc);

    private static async Task RunAsync(TestDatabase database, string sql, string first, string second = "") => await database.RowsAsync(
        sql, ("u", Path.Combine(SharedData.SampleDrives, first + ".rrd")), ("v", Path.Combine(SharedData.SampleDrives, second + ".rrd")));

    private static async Task<string[]> OutcomeAsync(TestDatabase database, string sql, (string, object?)[] values)
    {
        try
        {
            return await database.RowsAsync(sql, values);
        }
        catch (RerunException error)
        {
            return [error.Message];
        }
    }

    private static string Query(Random random)
    {
        string columns = Pick(random, [$"rerun_partition_id, log_time, {Speed}", "log_time, @v AS v", $"{Speed}[1] + @v AS s, rerun_partition_id", $"abs({Speed}[1] + @v) AS s, sqrt(abs({Speed}[1] + @v)) AS t", $"count(*), sum({Speed}[1])", "CASE WHEN @v > 1 THEN log_time ELSE @a END AS x"]);
        string order = columns.StartsWith("count", StringComparison.Ordinal) ? ""
            : Pick(random, [" LIMIT 50", " ORDER BY 1, 2 LIMIT @n", " LIMIT @n", " ORDER BY 1, 2 LIMIT 7 OFFSET 2"]);
        return $"SELECT {columns} FROM {Pick(random, Sources)} WHERE {Condition(random, 2)}{(columns.Contains("CASE", StringComparison.Ordinal) ? " LIMIT @n" : order)}";
    }

    private static string Condition(Random random, int depth) => random.Next(depth == 0 ? 6 : 10) switch
    {
        0 => random.Next(2) == 0 ? $"log_time {Pick(random, Comparisons)} {Pick(random, Times)}" : $"{Pick(random, Times)} {Pick(random, Comparisons)} log_time",
        1 => random.Next(2) == 0 ? $"rerun_partition_id {Pick(random, ["=", "<>", "IS NOT DISTINCT FROM"])} @p" : $"rerun_partition_id {Pick(random, ["IN", "NOT IN"])} (@p, 'drive-002')",
        2 => $"{Speed}[1] {Pick(random, Comparisons)} @v",
        3 => $"log_time BETWEEN {Pick(random, Times)} AND {Pick(random, Times)}",
        4 => $"(@p IS NULL OR rerun_partition_id = @p)",
        5 => $"log_time IN ({Pick(random, Times)}, {Pick(random, Times)})",
        6 => $"NOT ({Condition(random, depth - 1)})",
        7 => $"({Condition(random, depth - 1)}) OR ({Condition(random, depth - 1)})",
        _ => $"({Condition(random, depth - 1)}) AND ({Condition(random, depth - 1)})",
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
