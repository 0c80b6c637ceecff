using System.Data;
using Dapper;
using Rerun.Arrow;

namespace Rerun.Data.Tests.Drives;

/// <summary>What Dapper maps to, beyond the plain case: kinds of properties, dynamic rows, several objects of one row, streams left early.</summary>
public sealed class DapperMappingTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    // Dapper asks for the types of its list by themselves only if it is told to, for all providers: once per process.
    static DapperMappingTests()
    {
        SqlMapper.AddTypeMap(typeof(DateTimeOffset), DbType.DateTimeOffset, useGetFieldValue: true);
        SqlMapper.AddTypeMap(typeof(DateTimeOffset?), DbType.DateTimeOffset, useGetFieldValue: true);
        SqlMapper.AddTypeMap(typeof(Guid), DbType.Guid, useGetFieldValue: true);
        SqlMapper.AddTypeMap(typeof(Timestamp64), DbType.Object);
    }

    private const string Speed = "\"/drive/speed:Scalars:scalars\"";

    [Fact]
    public void Scalars_of_time()
    {
        using var connection = drives.Open();
        const string Text = "SELECT log_time FROM drives.log_time ORDER BY log_time LIMIT 3";
        var times = connection.Query<DateTime>(Text).AsList();
        Assert.Equal(times, connection.Query<DateTimeOffset>(Text).Select(time => time.UtcDateTime));
        using var exact = RerunDataSource.Create($"{drives.Source.ConnectionString};Time Values=Int64");
        using var raw = exact.OpenConnection();
        Assert.Equal(times, raw.Query<long>(Text).Select(nanoseconds => new Timestamp64(nanoseconds).ToDateTime()));
        Assert.Equal(times.Select(time => (DateTime?)time), connection.Query<DateTime?>(Text));
        Assert.Equal(times[0], connection.ExecuteScalar<DateTime>(Text));
        Assert.Equal(times[0], connection.QueryFirst<DateTimeOffset?>(Text)!.Value.UtcDateTime);
    }

    [Fact]
    public void Properties_of_every_kind()
    {
        using var connection = drives.Open();
        var row = connection.QuerySingle<Kinds>("""
            SELECT CAST(18446744073709551615 AS UBIGINT) AS Big, [1.5, 2.5] AS Doubles, ['a', NULL] AS Texts, DATE '2025-03-04' AS Day, 2 AS Level, NULL AS Nothing,
                   CAST(7 AS SMALLINT) AS Small, TIME '01:02:03' AS Clock, 1.25 AS Price, X'0102' AS Bytes, TIMESTAMP '2025-01-01 00:01:30' - TIMESTAMP '2025-01-01' AS Span, {'x': 1} AS Point
            """);
        Assert.Equal(ulong.MaxValue, row.Big);
        Assert.Equal([1.5, 2.5], row.Doubles.Select(value => (double)value!));
        Assert.Equal<object?>(["a", null], row.Texts);
        Assert.Equal(new DateOnly(2025, 3, 4), row.Day);
        Assert.Equal(DayOfWeek.Tuesday, row.Level);
        Assert.Null(row.Nothing);
        Assert.Equal(7, row.Small);
        Assert.Equal(new TimeOnly(1, 2, 3), row.Clock);
        Assert.Equal(1.25m, row.Price);
        Assert.Equal([1, 2], row.Bytes);
        Assert.Equal(TimeSpan.FromSeconds(90), row.Span);
        Assert.Equal(1, row.Point["x"]);
    }

    [Fact]
    public void A_guid_property()
    {
        using var connection = drives.Open();
        var entry = connection.QueryFirst<Entry>("SELECT id AS Id, name AS Name FROM __entries WHERE name = 'drives'");
        Assert.NotEqual(Guid.Empty, entry.Id);
        Assert.Equal(["drives"], connection.Query<string>("SELECT name FROM __entries WHERE id = @Id", entry));
    }

    [Fact]
    public void Dynamic_rows_have_the_columns_as_members()
    {
        using var connection = drives.Open();
        var row = connection.QueryFirst($"SELECT rerun_partition_id AS id, {Speed}[1] AS speed, log_time FROM drives.log_time WHERE {Speed} IS NOT NULL ORDER BY 1, 3");
        Assert.Equal("drive-001", (string)row.id);
        Assert.IsType<double>((object)row.speed);
        Assert.IsType<DateTime>((object)row.log_time);
        Assert.Equal(3, ((IDictionary<string, object>)row).Count);
    }

    [Fact]
    public void One_row_becomes_two_objects()
    {
        using var connection = drives.Open();
        var pairs = connection.Query<Entry, Counted, (string, long)>(
            "SELECT id AS Id, name AS Name, 5 AS Count FROM __entries WHERE name = 'drives'", (entry, counted) => (entry.Name, counted.Count), splitOn: "Count");
        Assert.Equal([("drives", 5L)], pairs);
    }

    [Fact]
    public void A_stream_that_is_left_early_leaves_the_connection_usable()
    {
        using var connection = drives.Open();
        var first = connection.Query<long>("SELECT frame FROM drives.frame ORDER BY frame", buffered: false).Take(3).ToList();
        Assert.Equal(3, first.Count);
        Assert.Equal(first, connection.Query<long>("SELECT frame FROM drives.frame ORDER BY frame LIMIT 3"));
    }

    [Fact]
    public void Lists_of_parameters_are_values_as_they_are()
    {
        using var connection = drives.Open();
        Assert.Equal(2L, connection.ExecuteScalar("SELECT count(*) FROM (VALUES (1), (2), (3)) t(x) WHERE x IN @some", new { some = new List<int> { 1, 3 } }));
        Assert.Equal(0L, connection.ExecuteScalar("SELECT count(*) FROM (VALUES (1), (2), (3)) t(x) WHERE x IN @none", new { none = new List<int>() }));
        Assert.Equal(3L, connection.ExecuteScalar("SELECT count(*) FROM (VALUES (1), (2), (3)) t(x) WHERE x NOT IN @none", new { none = Array.Empty<int>() }));
        Assert.Equal(1L, connection.ExecuteScalar("SELECT count(*) FROM (VALUES (1), (2), (3)) t(x) WHERE x IN @one", new { one = new[] { 2 } }));
        using var lossless = RerunDataSource.Create($"{drives.Source.ConnectionString};Time Values=Timestamp64");
        using var exact = lossless.OpenConnection();
        var times = exact.Query<Timestamp64>("SELECT log_time FROM drives.log_time WHERE rerun_partition_id = 'drive-001' ORDER BY log_time LIMIT 3").ToArray();
        Assert.Equal(3L, connection.ExecuteScalar("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = 'drive-001' AND log_time IN @times", new { times }));
    }

    [Fact]
    public void An_element_of_a_column_has_a_name_to_map_by()
    {
        using var connection = drives.Open();
        using var reader = connection.ExecuteReader($"SELECT {Speed}[1], {Speed} FROM drives.log_time LIMIT 1");
        Assert.NotEqual("", reader.GetName(0));
        Assert.Contains("/drive/speed:Scalars:scalars", reader.GetName(0), StringComparison.Ordinal);
        var speed = connection.QueryFirst<double>($"SELECT {Speed}[1] FROM drives.log_time WHERE {Speed} IS NOT NULL");
        var row = (IDictionary<string, object>)connection.QueryFirst($"SELECT {Speed}[1] FROM drives.log_time WHERE {Speed} IS NOT NULL");
        Assert.Equal(speed, Assert.Single(row).Value);
    }

    [Fact]
    public async Task Several_results_are_read_by_QueryMultipleAsync()
    {
        await using var connection = drives.Open();
        await using var results = await connection.QueryMultipleAsync("SELECT name FROM __entries WHERE name = @name; SELECT @n", new { name = "drives", n = 5 });
        Assert.Equal(["drives"], await results.ReadAsync<string>());
        Assert.Equal(5, await results.ReadSingleAsync<int>());
    }

    private sealed class Kinds
    {
        public ulong Big { get; set; }

        public double?[] Doubles { get; set; } = [];

        public string?[] Texts { get; set; } = [];

        public DateOnly Day { get; set; }

        public DayOfWeek Level { get; set; }

        public int? Nothing { get; set; }

        public short Small { get; set; }

        public TimeOnly Clock { get; set; }

        public decimal Price { get; set; }

        public byte[] Bytes { get; set; } = [];

        public TimeSpan Span { get; set; }

        public IReadOnlyDictionary<string, object?> Point { get; set; } = new Dictionary<string, object?>();
    }

    private sealed class Entry
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Counted
    {
        public long Count { get; set; }
    }
}
