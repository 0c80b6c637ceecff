using System.Data;
using Rerun.Catalog;
using Rerun.Data.Linq.Tests.Shapes;

namespace Rerun.Data.Linq.Tests;

/// <summary>Tables, what the catalog tells of itself, and SQL as sources; data readers and batches as ends.</summary>
public sealed class SourceTests(WorldFixture worlds) : IClassFixture<WorldFixture>
{
    private RerunDataSource Source => worlds.Source;

    [Fact]
    public void Tables_are_read_by_name_and_as_objects()
    {
        using var connection = Source.OpenConnection();
        Assert.Equal(["rover", "spider", "arm", null], connection.Table("vehicles").Where(r => r["id"].As<long>() < 5).Select(r => r["name"].As<string?>()).ToList());
        Assert.Equal(worlds.Memory.Vehicles.ToList(), connection.Table<Vehicle>("vehicles").ToList());
        Assert.ThrowsAny<RerunException>(() => connection.Table("vehicle").ToList());
    }

    [Fact]
    public void A_table_that_changes_is_read_as_it_is()
    {
        using var connection = Source.OpenConnection();
        using (var command = connection.CreateCommand("CREATE TEMP TABLE notes AS SELECT 1 AS id"))
        {
            command.ExecuteNonQuery();
            Assert.Equal(1, connection.Table("notes").Count());
            command.CommandText = "INSERT INTO notes VALUES (2)";
            command.ExecuteNonQuery();
        }

        Assert.Equal([1L, 2], connection.Table<Numbered>("notes").Select(n => n.Id).ToList());
    }

    [Fact]
    public void The_catalog_tells_its_entries_partitions_and_layers()
    {
        using var connection = Source.OpenConnection();
        Assert.Equal(["runs", "trips", "vehicles"], connection.Entries().Select(e => e["name"].As<string>()).Where(name => !name.StartsWith("__")).ToList().Order());
        Assert.Equal(["rover", "spider"], connection.Dataset("runs").PartitionTable().Select(p => p.PartitionId).Order().ToList());
        Assert.Equal(2, connection.Dataset("runs").Manifest().Count());
        Assert.Equal(
            [("rover", 4), ("spider", 8)],
            connection.Dataset("runs").PartitionTable<Part>().Join(connection.Table<Vehicle>("vehicles"), p => p.PartitionId, v => v.Name, (p, v) => new { p.PartitionId, v.Wheels })
                .AsEnumerable().Select(x => (x.PartitionId, x.Wheels!.Value)).Order());
        Assert.Contains("There is no", Assert.ThrowsAny<RerunException>(() => connection.Dataset("run").PartitionTable().ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQL_takes_what_stands_in_braces_as_values()
    {
        await using var connection = Source.OpenConnection();
        string name = "rover' OR '1'='1";
        Assert.Empty(connection.FromSql<Vehicle>($"SELECT * FROM vehicles WHERE name = {name}"));
        long least = 2;
        var heavy = connection.FromSql<Vehicle>($"SELECT * FROM vehicles WHERE id >= {least} AND weight > {10.5}");
        Assert.Equal([2L, 3, 5], await heavy.OrderBy(v => v.Id).Select(v => v.Id).ToListAsync());
        Assert.Equal(["Rover", "spider"], heavy.Where(v => v.Name != "arm").Select(v => v.Name).OrderBy(n => n).ToList().Order(StringComparer.Ordinal));
        Assert.Equal(3, heavy.Count());
        Assert.Equal([1L, 5], Source.FromSql<Vehicle>($"SELECT * FROM vehicles").Join(Source.FromSql($"SELECT 120.5 AS w"), v => v.Weight, r => r["w"].As<double?>(), (v, r) => v.Id).Order().ToList());
        Assert.Equal([7L], connection.FromSql<long>($"SELECT count(*) FROM vehicles").ToList());
        Assert.Equal([4, 8, null, 4, 6, null, 0], connection.FromSql<int?>($"SELECT wheels FROM vehicles").ToList());
        Assert.Equal(12.5, Source.FromSql($"SELECT max(distance) AS d FROM trips WHERE vehicle_id = {1}").Select(r => r["d"].As<double>()).Single());
        Assert.Equal([2L, 3], connection.FromSql<Vehicle>($"SELECT * FROM vehicles WHERE id IN ({new[] { 2L, 3L }})").Select(v => v.Id).ToList());
        DateTime from = new(2023, 11, 14, 22, 13, 23, DateTimeKind.Utc);
        Assert.Equal(5, connection.FromSql<Sample>($"SELECT * FROM runs.log_time WHERE log_time >= {from}").Count());
        Assert.Contains("SELECT", heavy.Where(v => v.Wheels == 4).ToQueryString(), StringComparison.Ordinal);
        Assert.ThrowsAny<RerunException>(() => connection.FromSql<Vehicle>($"SELEC * FROM vehicles").ToList());
    }

    [Fact]
    public void Times_that_no_column_can_hold_bound_ranges_and_equal_nothing()
    {
        DateTime[] times = [DateTime.MinValue, new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), DateTime.MaxValue];
        foreach (DateTime time in times)
        {
            var rows = Source.FromSql($"SELECT TIMESTAMP '2262-04-11 23:47:16.854775807' AS t UNION ALL SELECT TIMESTAMP '2024-01-01'").Select(r => r["t"].As<DateTime>());
            int equal = time.Year == 2024 ? 1 : 0;
            Assert.Equal(equal, rows.Count(t => t == time));
            Assert.Equal(equal, rows.Count(t => (DateTime?)time == t));
            Assert.Equal(equal, rows.Count(t => t.Equals(time)));
            Assert.Equal(2 - equal, rows.Count(t => t != time));
            Assert.Equal(2 - equal, rows.Count(t => !(t == time)));
            Assert.Equal(time.Year == 1 ? 2 : time.Year == 2024 ? 1 : 0, rows.Count(t => t > time));
        }
    }

    [Theory]
    [InlineData("SELECT g AS id FROM generate_series(1, 9, 2) s(g)")]
    [InlineData("SELECT a + b AS id FROM generate_series(1, 3) s(a), range(0, a) r(b)")]
    [InlineData("SELECT epoch_ms(t) AS id FROM generate_series(TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02', INTERVAL '6 hours') s(t)")]
    [InlineData("SELECT g AS id FROM generate_series(1, 100) s(g) TABLESAMPLE reservoir (7 ROWS) REPEATABLE (3)")]
    [InlineData("SELECT g AS id FROM generate_series(1, 100) s(g) TABLESAMPLE bernoulli (12.5 PERCENT) REPEATABLE (-3)")]
    [InlineData("WITH RECURSIVE r(n, m) AS (SELECT 1, 1 UNION ALL SELECT n + 1, m * 2 FROM r WHERE n < 6) SELECT n + m AS id FROM r")]
    [InlineData("WITH RECURSIVE r AS (SELECT 0 AS n UNION SELECT (n + 1) % 4 FROM r UNION SELECT (n + 2) % 5 FROM r) SELECT n AS id FROM r")]
    public void SQL_with_series_samples_and_recursion_is_written_again(string sql)
    {
        using var connection = Source.OpenConnection();
        var query = connection.FromSql<Numbered>(System.Runtime.CompilerServices.FormattableStringFactory.Create(sql)).Where(n => n.Id > 0).OrderBy(n => n.Id);
        using var command = connection.CreateCommand(query.ToQueryString());
        using var reader = command.ExecuteReader();
        var written = new List<long>();
        while (reader.Read())
        {
            written.Add(reader.GetInt64(0));
        }

        Assert.NotEmpty(written);
        Assert.Equal(query.Select(n => n.Id).ToList(), written);
    }

    [Fact]
    public async Task Data_readers_and_batches_give_the_rows()
    {
        var query = worlds.Provider.Vehicles.Where(v => v.Id < 4).OrderBy(v => v.Id).Select(v => new { v.Id, v.Name, Twice = v.Wheels * 2 });
        using var table = new DataTable();
        await using (RerunDataReader reader = await query.ToDataReaderAsync())
        {
            Assert.Equal(["Id", "Name", "Twice"], Enumerable.Range(0, reader.FieldCount).Select(reader.GetName), StringComparer.OrdinalIgnoreCase);
            table.Load(reader);
        }

        Assert.Equal([1L, 2L, 3L], table.Rows.Cast<DataRow>().Select(row => row[0]));
        Assert.Equal([8, 16, DBNull.Value], table.Rows.Cast<DataRow>().Select(row => row[2] is DBNull ? row[2] : Convert.ToInt32(row[2], null)));
        using RerunDataReader sync = query.ToDataReader();
        Assert.True(sync.Read());
        Assert.Equal("rover", sync.GetString(1));
        using var arrow = query.ToArrowReader();
        Assert.Equal(3, (await arrow.ReadNextRecordBatchAsync())!.Length);
    }

    [Fact]
    public void Large_collections_are_joined()
    {
        var many = Enumerable.Range(0, 20_000).Select(i => new { Id = (long)i, Text = $"n{i % 7}" }).ToList();
        Assert.Equal(7, worlds.Provider.Vehicles.Join(many, v => v.Id, m => m.Id, (v, m) => new { v.Id, m.Text }).ToList().Count);
        var ids = many.Select(m => m.Id).ToHashSet();
        Assert.Equal(7, worlds.Provider.Vehicles.Count(v => ids.Contains(v.Id)));
    }

    [Fact]
    public void Many_threads_share_one_provider()
    {
        var vehicles = worlds.Provider.Vehicles;
        var trips = worlds.Provider.Trips;
        Parallel.For(0, 24, i =>
        {
            long id = (i % 7) + 1;
            var row = vehicles.Where(v => v.Id == id).Select(v => new { v.Name, N = trips.Count(t => t.VehicleId == v.Id), Trips = trips.Where(t => t.VehicleId == v.Id).ToList() }).Single();
            Assert.Equal(worlds.Memory.Vehicles.Single(v => v.Id == id).Name, row.Name);
            Assert.Equal(worlds.Memory.Trips.Where(t => t.VehicleId == id).ToList(), row.Trips);
            Assert.Equal(row.Trips.Count, row.N);
        });
    }

    private sealed record Numbered(long Id);

    private sealed record Part
    {
        public string PartitionId { get; init; } = "";
    }
}
