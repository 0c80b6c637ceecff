using Rerun.Data.Linq.Execution;

namespace Rerun.Data.Linq.Tests;

/// <summary>Queries over tables and SQL are translated once too, and never answered by a plan of what was there before.</summary>
public sealed class TextPlanCacheTests : IDisposable
{
    private readonly RerunDataSource _source = RerunDataSource.Create("Data Source=:memory:");
    private readonly RerunConnection _connection;

    public TextPlanCacheTests()
    {
        _connection = _source.OpenConnection();
        Execute("CREATE TABLE items (id BIGINT, name VARCHAR, price DOUBLE)");
        Execute("INSERT INTO items VALUES (1, 'a', 1.5), (2, 'b', NULL), (3, 'c', 7)");
    }

    private PlanCache Cache => PlanCache.Of(_connection.QuerySession.Engine);

    public void Dispose()
    {
        _connection.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_table_with_new_captured_values_hits()
    {
        int From(long id, int most) => _connection.Table<Item>("items").Where(x => x.Id >= id).Take(most).ToList().Count;
        Assert.Equal(3, From(1, 5));
        long before = Cache.Hits;
        Assert.Equal(2, From(2, 5));
        Assert.Equal(1, From(2, 1));
        Assert.Equal(0, _source.Table<Item>("items").Where(x => x.Id >= 9L).Take(5).ToList().Count - From(9, 5));
        Assert.Equal(before + 3, Cache.Hits);
    }

    [Fact]
    public void Entries_partitions_and_manifests_hit_until_they_change()
    {
        Execute("CREATE DATASET d");
        int Entries() => _connection.Entries().Count(row => row["name"].As<string>() == "d");
        int Partitions() => _connection.Dataset("d").PartitionTable().Count();
        int Layers() => _connection.Dataset("d").Manifest().Count();
        Assert.Equal((1, 0, 0), (Entries(), Partitions(), Layers()));
        long before = Cache.Hits;
        Assert.Equal((1, 0, 0), (Entries(), Partitions(), Layers()));
        Assert.Equal(before + 3, Cache.Hits);
        Execute($"CALL register('d', '{Path.Combine(Testing.SharedData.SampleDrives, "drive-001.rrd")}')");
        Assert.Equal((1, 1, 1), (Entries(), Partitions(), Layers()));
        Execute("ALTER DATASET d RENAME TO e");
        Assert.Equal(0, Entries());
        Assert.ThrowsAny<Exception>(() => Partitions());
        Execute("CREATE DATASET d");
        Assert.Equal((1, 0, 0), (Entries(), Partitions(), Layers()));
    }

    [Fact]
    public void SQL_with_new_values_hits_and_gets_its_own()
    {
        List<string?> Named(long least, string other) => [.. _connection.FromSql<Item>($"SELECT * FROM items WHERE id >= {least}").Where(x => x.Name != other).OrderBy(x => x.Id).Select(x => x.Name)];
        Assert.Equal(["a", "b", "c"], Named(1, "x"));
        long before = Cache.Hits;
        Assert.Equal(["c"], Named(2, "b"));
        Assert.Equal(["a", "c"], Named(0, "b"));
        Assert.Equal(before + 2, Cache.Hits);
    }

    [Fact]
    public void Two_pieces_of_the_same_SQL_keep_their_values_apart()
    {
        RerunQueryable<Item> At(long id) => _connection.FromSql<Item>($"SELECT * FROM items WHERE id = {id}");
        for (int i = 0; i < 2; i++)
        {
            RerunQueryable<Item> one = At(1);
            Assert.Equal(["a"], one.Join(one, x => 1, y => 1, (x, y) => y.Name));
            Assert.Equal(["c"], At(1).Join(At(3), x => 1, y => 1, (x, y) => y.Name));
            Assert.Equal(["b", "a"], At(2).Concat(At(1)).Select(x => x.Name));
            Assert.Equal(["b", "b"], At(2).Concat(At(2)).Select(x => x.Name));
        }
    }

    [Fact]
    public void Null_other_types_and_limits_are_other_plans()
    {
        int Priced(object? price) => _connection.FromSql<Item>($"SELECT * FROM items WHERE price = {price} OR ({price} IS NULL AND price IS NULL)").Count();
        Assert.Equal([1, 1, 0, 1, 1], new[] { Priced(1.5), Priced(null), Priced(2), Priced(7L), Priced(null) });
        List<long> First(int count) => [.. _connection.FromSql<Item>($"SELECT * FROM items ORDER BY id LIMIT {count}").Select(x => x.Id)];
        Assert.Equal([1], First(1));
        Assert.Equal([1, 2, 3], First(5));
        Assert.Equal([1, 2], First(2));
        List<long> In(params long[] ids) => [.. _connection.FromSql<Item>($"SELECT * FROM items WHERE list_contains({ids}, id) ORDER BY id").Select(x => x.Id)];
        Assert.Equal([1, 3], In(1, 3));
        Assert.Equal([2], In(2, 9, 10));
    }

    [Fact]
    public void The_time_of_day_is_asked_for_each_time()
    {
        long Now() => _connection.FromSql<long>($"SELECT epoch_ns(now())").Single();
        long before = Now();
        Assert.True(SpinWait.SpinUntil(() => Now() > before, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Rows_that_were_written_and_tables_that_were_made_anew_are_read()
    {
        var names = _connection.Table("items").OrderBy(row => row["id"].As<long>()).Select(row => row["name"].As<string>());
        (string Names, int Count) Read() => (string.Join(' ', names), _source.Table("items").Count());
        Assert.Equal(("a b c", 3), Read());
        Execute("INSERT INTO items VALUES (4, 'd', 0)");
        Assert.Equal(("a b c d", 4), Read());
        Execute("DROP TABLE items");
        Assert.ThrowsAny<Exception>(() => _source.Table("items").Count());
        Execute("CREATE TABLE items (price DOUBLE, name VARCHAR, id BIGINT, more INT)");
        Execute("INSERT INTO items VALUES (1, 'z', 9, 3)");
        Assert.Equal(("z", 1), Read());
        Assert.Equal(["id", "more", "name", "price"], _connection.Table("items").First().Columns.Order());
    }

    [Fact]
    public void Views_and_temporary_tables_of_a_session_are_its_own()
    {
        int Count(RerunConnection connection) => connection.Table<Item>("items").Count();
        Assert.Equal(3, Count(_connection));
        using RerunConnection other = _source.OpenConnection();
        using (RerunCommand command = other.CreateCommand("CREATE TEMP VIEW items AS SELECT 7 AS id, 'v' AS name, 1.0 AS price"))
        {
            command.ExecuteNonQuery();
        }

        Assert.Equal(1, Count(other));
        Assert.Equal(3, Count(_connection));
        Assert.Equal(1, Count(other));
        using (RerunCommand command = other.CreateCommand("DROP VIEW items"))
        {
            command.ExecuteNonQuery();
        }

        Assert.Equal(3, Count(other));
    }

    [Fact]
    public void A_table_joined_with_a_dataset_hits_until_either_changes()
    {
        Execute("CREATE DATASET d");
        Execute($"CALL register('d', '{Path.Combine(Testing.SharedData.SampleDrives, "drive-001.rrd")}')");
        Execute("CREATE TABLE owners (id VARCHAR, owner VARCHAR)");
        Execute("INSERT INTO owners VALUES ('drive-001', 'ann'), ('drive-002', 'bob')");
        string[] Owners() => [.. _connection.Dataset("d").Static().Join(_connection.Table("owners"), row => row.PartitionId, owner => owner["id"].As<string>(), (row, owner) => owner["owner"].As<string>()!).OrderBy(name => name)];
        Assert.Equal(["ann"], Owners());
        long before = Cache.Hits;
        Assert.Equal(["ann"], Owners());
        Assert.Equal(before + 1, Cache.Hits);
        Execute($"CALL register('d', '{Path.Combine(Testing.SharedData.SampleDrives, "drive-002.rrd")}')");
        Assert.Equal(["ann", "bob"], Owners());
        Execute("INSERT INTO owners VALUES ('drive-001', 'cid')");
        Assert.Equal(["ann", "bob", "cid"], Owners());
        Execute("DROP DATASET d");
        Assert.ThrowsAny<Exception>(Owners);
    }

    [Fact]
    public void Many_threads_share_a_plan_with_their_own_values() => Parallel.For(0, 64, i =>
    {
        long id = (i % 3) + 1;
        Assert.Equal(id, _source.FromSql<Item>($"SELECT * FROM items WHERE id = {id}").Where(x => x.Id == id).Single().Id);
    });

    private void Execute(string sql)
    {
        using RerunCommand command = _connection.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    public sealed class Item
    {
        public long Id { get; set; }

        public string? Name { get; set; }

        public double? Price { get; set; }
    }
}
