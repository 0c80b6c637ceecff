using Dapper;
using Rerun.Arrow;

namespace Rerun.Data.Tests.Drives;

/// <summary>Dapper over real recordings: objects, scalars, lists in and out, times.</summary>
public sealed class DapperTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private const string Speed = "\"/drive/speed:Scalars:scalars\"";

    private const string Samples = $"""
        SELECT rerun_partition_id AS Partition, log_time AS Time, {Speed}[1] AS Value
        FROM drives.log_time WHERE {Speed} IS NOT NULL
        """;

    [Fact]
    public void Query_fills_objects()
    {
        using var connection = drives.Open();
        var samples = connection.Query<Sample>(Samples).AsList();
        var count = connection.ExecuteScalar<long>($"SELECT count(*) FROM drives.log_time WHERE {Speed} IS NOT NULL");
        Assert.Equal(count, samples.Count);
        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            Assert.StartsWith("drive-", sample.Partition, StringComparison.Ordinal);
            Assert.Equal(DateTimeKind.Utc, sample.Time.Kind);
            Assert.InRange(sample.Time.Year, 2025, 2026);
            Assert.True(double.IsFinite(sample.Value));
        });
    }

    [Fact]
    public void A_guid_finds_the_entry_whose_id_it_is()
    {
        using var connection = drives.Open();
        using var reader = connection.ExecuteReader("SELECT id, name FROM __entries ORDER BY name");
        while (reader.Read())
        {
            Assert.Equal([reader.GetString(1)], connection.Query<string>("SELECT name FROM __entries WHERE id = @id", new { id = reader.GetGuid(0) }));
        }
    }

    [Fact]
    public void An_interval_is_a_TimeSpan_without_being_told_so()
    {
        using var connection = drives.Open();
        Assert.Equal([TimeSpan.FromHours(26)], connection.Query<TimeSpan>("SELECT INTERVAL '1 day 2 hours'"));
        Assert.Equal([null, TimeSpan.FromDays(2)], connection.Query<TimeSpan?>("SELECT * FROM (VALUES (NULL), (INTERVAL '2 days')) t(x)"));
        var row = (IDictionary<string, object>)connection.QuerySingle("SELECT INTERVAL '-1 second' AS span");
        Assert.Equal(TimeSpan.FromSeconds(-1), row["span"]);
    }

    [Fact]
    public void The_text_of_a_struct_shows_what_is_nested()
    {
        using var connection = drives.Open();
        var value = connection.ExecuteScalar("SELECT {'a': 1.5, 'b': ['x', NULL], 'c': [{'d': 2}]}");
        Assert.Equal("{a: 1.5, b: [x, NULL], c: [{d: 2}]}", value!.ToString());
    }

    [Fact]
    public async Task QueryAsync_gives_the_same()
    {
        await using var connection = drives.Open();
        var synchronous = connection.Query<Sample>(Samples);
        Assert.Equal(synchronous, await connection.QueryAsync<Sample>(Samples));
    }

    [Fact]
    public async Task QueryUnbufferedAsync_streams_and_may_stop_early()
    {
        await using var connection = drives.Open();
        var all = connection.Query<Sample>(Samples).AsList();
        var first = new List<Sample>();
        await foreach (var sample in connection.QueryUnbufferedAsync<Sample>(Samples))
        {
            first.Add(sample);
            if (first.Count == 5)
            {
                break;
            }
        }

        Assert.Equal(all.Take(5), first);
        Assert.Equal(all.Count, connection.ExecuteScalar<int>($"SELECT count(*) FROM drives.log_time WHERE {Speed} IS NOT NULL"));
    }

    [Fact]
    public void A_DateTimeOffset_property_gets_the_right_instant()
    {
        using var connection = drives.Open();
        var times = connection.Query<DateTime>(
            $"SELECT log_time FROM drives.log_time WHERE {Speed} IS NOT NULL ORDER BY rerun_partition_id, log_time LIMIT 3").AsList();
        var offsets = connection.Query<WithOffset>(
            $"SELECT log_time AS Time FROM drives.log_time WHERE {Speed} IS NOT NULL ORDER BY rerun_partition_id, log_time LIMIT 3").AsList();
        Assert.Equal(times, offsets.Select(row => row.Time.UtcDateTime));
        Assert.All(offsets, row => Assert.Equal(TimeSpan.Zero, row.Time.Offset));
    }

    [Fact]
    public void In_takes_a_list_of_any_length()
    {
        using var connection = drives.Open();
        const string Text = "SELECT DISTINCT rerun_partition_id FROM drives.log_time WHERE rerun_partition_id IN @ids ORDER BY 1";
        Assert.Equal(["drive-001", "drive-003"], connection.Query<string>(Text, new { ids = new[] { "drive-003", "drive-001", "none" } }));
        Assert.Equal(["drive-002"], connection.Query<string>(Text, new { ids = new[] { "drive-002" } }));
        Assert.Empty(connection.Query<string>(Text, new { ids = Array.Empty<string>() }));
    }

    [Fact]
    public void A_view_takes_lists_as_Dapper_writes_them()
    {
        using var connection = drives.Open();
        const string Text = "SELECT DISTINCT rerun_partition_id FROM dataframe('drives', index => 'log_time', filter_partition_id => @ids) ORDER BY 1";
        Assert.Equal(["drive-001", "drive-003"], connection.Query<string>(Text, new { ids = new[] { "drive-003", "drive-001" } }));
        Assert.Equal(["drive-002"], connection.Query<string>(Text, new { ids = new[] { "drive-002" } }));
    }

    [Fact]
    public void A_list_is_one_value_without_Dapper()
    {
        using var connection = drives.Open();
        using var command = connection.CreateCommand("SELECT DISTINCT rerun_partition_id FROM drives.log_time WHERE rerun_partition_id = ANY(@ids) ORDER BY 1");
        command.Parameters.AddWithValue("ids", new[] { "drive-003", "drive-001" });
        using var reader = command.ExecuteReader();
        var seen = new List<string>();
        while (reader.Read())
        {
            seen.Add(reader.GetString(0));
        }

        Assert.Equal(["drive-001", "drive-003"], seen);
    }

    [Fact]
    public void Values_come_in_as_parameters()
    {
        using var connection = drives.Open();
        var first = connection.QuerySingle<DateTime>("SELECT min(log_time) FROM drives.log_time");
        Assert.Equal(DateTimeKind.Utc, first.Kind);
        var until = first.AddSeconds(2);
        var some = connection.ExecuteScalar<long>("SELECT count(*) FROM drives.log_time WHERE log_time BETWEEN @first AND @until", new { first, until });
        var asOffsets = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM drives.log_time WHERE log_time BETWEEN @first AND @until",
            new { first = new DateTimeOffset(first).ToOffset(TimeSpan.FromHours(5)), until = until.ToLocalTime() });
        Assert.InRange(some, 1, 6679);
        Assert.Equal(some, asOffsets);
    }

    [Fact]
    public void Lists_come_out_as_arrays()
    {
        using var connection = drives.Open();
        var row = connection.QueryFirst<WithList>($"SELECT {Speed} AS Values FROM drives.log_time WHERE {Speed} IS NOT NULL");
        Assert.Single(row.Values);
        var value = connection.QueryFirst<double>($"SELECT {Speed}[1] FROM drives.log_time WHERE {Speed} IS NOT NULL");
        Assert.Equal(value, row.Values[0]);
    }

    [Fact]
    public void Nanosecond_time_comes_out_without_loss()
    {
        using var lossless = RerunDataSource.Create($"{drives.Source.ConnectionString};Time Values=Timestamp64");
        using var connection = lossless.OpenConnection();
        var exact = connection.QueryFirst<WithExactTime>("SELECT log_time AS Time FROM drives.log_time");
        using var plain = drives.Open();
        var time = plain.QueryFirst<DateTime>("SELECT log_time FROM drives.log_time");
        Assert.Equal(time, exact.Time.ToDateTime());
    }

    [Fact]
    public void Whole_rows_of_DateTimeOffset_need_no_map_if_the_connection_string_asks_for_them()
    {
        using var source = RerunDataSource.Create($"{drives.Source.ConnectionString};Time Values=DateTimeOffset");
        using var connection = source.OpenConnection();
        using var plain = drives.Open();
        const string Text = "SELECT log_time AS Time FROM drives.log_time ORDER BY 1 LIMIT 3";
        var times = plain.Query<DateTime>(Text).AsList();
        using (var reader = connection.ExecuteReader(Text))
        {
            Assert.Equal(typeof(DateTimeOffset), reader.GetFieldType(0));
        }

        Assert.Equal(times, connection.Query<DateTimeOffset>(Text).Select(time => time.UtcDateTime));
        Assert.Equal(times, connection.Query<Moment>(Text).Select(row => row.Time.UtcDateTime));
        Assert.Equal(TimeSpan.FromSeconds(1), connection.ExecuteScalar("SELECT TIMESTAMP '2025-01-01 00:00:01' - TIMESTAMP '2025-01-01'"));
        Assert.IsType<DateTime>(connection.ExecuteScalar("SELECT DATE '2025-01-01'"));
    }

    [Fact]
    public void Flat_lists_are_their_elements()
    {
        using var flat = RerunDataSource.Create($"{drives.Source.ConnectionString};List Values=Flat");
        using var connection = flat.OpenConnection();
        var flatValues = connection.Query<double>($"SELECT {Speed} FROM drives.log_time WHERE {Speed} IS NOT NULL").AsList();
        using var raw = drives.Open();
        Assert.Equal(raw.Query<double>($"SELECT {Speed}[1] FROM drives.log_time WHERE {Speed} IS NOT NULL").AsList(), flatValues);
    }

    [Fact]
    public void ExecuteScalar_converts()
    {
        using var connection = drives.Open();
        Assert.Equal(12, connection.ExecuteScalar<int>("SELECT count(DISTINCT rerun_partition_id) FROM drives.log_time"));
        Assert.Null(connection.ExecuteScalar<double?>("SELECT NULL"));
    }

    [Fact]
    public void Several_results_are_read_by_QueryMultiple()
    {
        using var connection = drives.Open();
        using var results = connection.QueryMultiple("SELECT 1 AS a; SELECT 'two' AS b");
        Assert.Equal(1, results.ReadSingle<int>());
        Assert.Equal("two", results.ReadSingle<string>());
    }

    [Fact]
    public void A_closed_connection_is_opened_and_closed_by_Dapper()
    {
        using var connection = new RerunConnection($"Data Source={Testing.SharedData.SampleDrives}");
        Assert.True(connection.ExecuteScalar<long>("SELECT count(*) FROM drives.log_time") > 0);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
        RerunConnection.ClearPool(connection);
    }

    [Fact]
    public void The_catalog_api_is_at_hand()
    {
        using var connection = drives.Open();
        Assert.Equal(["drives"], connection.Catalog.GetDatasetNames());
    }

    public sealed record Sample
    {
        public string Partition { get; init; } = "";

        public DateTime Time { get; init; }

        public double Value { get; init; }
    }

    public sealed record Moment(DateTimeOffset Time);

    public sealed class WithOffset
    {
        public DateTimeOffset Time { get; set; }
    }

    public sealed class WithList
    {
        public double[] Values { get; set; } = [];
    }

    public sealed class WithExactTime
    {
        public Timestamp64 Time { get; set; }
    }
}
