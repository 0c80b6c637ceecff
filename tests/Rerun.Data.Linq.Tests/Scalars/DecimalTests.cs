namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Decimals are summed, averaged and divided as in LINQ to Objects, to the last digit.</summary>
public sealed class DecimalTests : IDisposable
{
    private static readonly Func<IQueryable<Bill>, object?>[] Values =
    [
        q => q.Sum(x => x.Amount), q => q.Average(x => x.Amount), q => q.Average(x => x.Amount ?? 0), q => q.Min(x => x.Amount), q => q.Max(x => x.Amount),
        q => q.Select(x => x.Amount).Average(), q => q.Select(x => x.Amount).Distinct().Average(), q => q.Select(x => x.Amount).Sum(), q => q.Sum(x => x.Amount * x.Count), q => q.Sum(x => (decimal)x.Id),
        q => q.Average(x => (decimal)x.Id), q => q.Average(x => (decimal?)x.Count), q => q.Where(x => x.Id > 90).Sum(x => x.Amount), q => q.Where(x => x.Id > 90).Average(x => x.Amount),
        q => q.Average(x => q.Where(y => y.Id <= x.Id).Sum(y => y.Amount)), q => q.Where(x => x.Id % 3 == 0).Average(x => x.Amount), q => q.Count(x => x.Amount > q.Average(y => y.Amount)),
    ];

    private static readonly Func<IQueryable<Bill>, IEnumerable<object?>>[] Rows =
    [
        q => q.Select(x => (object?)(x.Amount / 3)), q => q.Select(x => (object?)((decimal)x.Id / 7)), q => q.Select(x => (object?)(x.Amount * 2 / 3 + 1)), q => q.Select(x => new { x.Id, A = (x.Amount ?? 1) / 3m }),
        q => q.GroupBy(x => x.Client).Select(g => new { g.Key, A = g.Average(x => x.Amount), S = g.Sum(x => x.Amount), N = g.Count() }).OrderBy(x => x.Key),
        q => q.GroupBy(x => x.Client).Select(g => new { g.Key, A = g.Average(x => x.Amount) / 2, B = g.Where(x => x.Id > 3).Average(x => x.Amount) }).OrderBy(x => x.Key),
        q => q.GroupBy(x => x.Client).Where(g => g.Average(x => x.Amount) > 1).Select(g => g.Key).OrderBy(key => key),
        q => q.GroupBy(x => x.Client).OrderByDescending(g => g.Average(x => x.Amount)).Select(g => g.Key),
        q => q.OrderBy(x => x.Id).Select(x => new { x.Id, A = q.Where(y => y.Client == x.Client && y.Id <= x.Id).Average(y => y.Amount) }),
        q => q.GroupJoin(q, x => x.Id, y => (long)(y.Count ?? 0) * 2, (x, ys) => new { x.Id, A = ys.Average(y => y.Amount) }).OrderBy(x => x.Id),
        q => from x in q let a = q.Average(y => y.Amount) where x.Amount > a orderby x.Id select new { x.Id, D = x.Amount - a },
        q => from x in q join y in q on x.Client equals y.Client orderby x.Id, y.Id select new { x.Id, R = x.Amount / (y.Id + 1) },
    ];

    private readonly RerunDataSource _source = RerunDataSource.Create("Data Source=:memory:");

    public DecimalTests()
    {
        using RerunConnection connection = _source.OpenConnection();
        Execute(connection, "CREATE TABLE bills (id BIGINT, client VARCHAR, amount DECIMAL(20, 4), count INT)");
        Execute(connection, "INSERT INTO bills VALUES (1, 'a', 10.05, 1), (2, 'a', 0.0001, NULL), (3, 'b', NULL, 3), (4, 'b', -7.7777, 2), (5, NULL, 1234567890123456.7891, 4), (6, 'a', 10.05, 0), (7, 'c', NULL, 5)");
    }

    private RerunQueryable<Bill> Bills => _source.Table<Bill>("bills");

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Values_agree_with_LINQ_to_Objects_and_are_the_same_asynchronously()
    {
        IQueryable<Bill> memory = Bills.ToList().AsQueryable();
        foreach (var shape in Values)
        {
            Assert.Equal(shape(memory), shape(Bills));
        }
    }

    [Fact]
    public void Rows_agree_with_LINQ_to_Objects()
    {
        IQueryable<Bill> memory = Bills.ToList().AsQueryable();
        foreach (var shape in Rows)
        {
            Assert.Equal(shape(memory), shape(Bills));
        }
    }

    [Fact]
    public async Task Asynchronous_averages_agree_too()
    {
        List<Bill> memory = [.. Bills];
        Assert.Equal(memory.Average(x => x.Amount), await Bills.AverageAsync(x => x.Amount));
        Assert.Equal(memory.Average(x => x.Amount), await Bills.Select(x => x.Amount).AverageAsync());
        Assert.Equal(memory.Average(x => (decimal)x.Id), await Bills.AverageAsync(x => (decimal)x.Id));
        Assert.Equal(memory.Average(x => (decimal)x.Id), await Bills.Select(x => (decimal)x.Id).AverageAsync());
        Assert.Null(await Bills.Where(x => x.Id > 90).AverageAsync(x => x.Amount));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Bills.Where(x => x.Id > 90).AverageAsync(x => (decimal)x.Id));
        Assert.Throws<InvalidOperationException>(() => Bills.Where(x => x.Id > 90).Average(x => (decimal)x.Id));
        Assert.Equal(memory.Sum(x => x.Amount), await Bills.SumAsync(x => x.Amount));
    }

    private static void Execute(RerunConnection connection, string sql)
    {
        using RerunCommand command = connection.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    public sealed class Bill
    {
        public long Id { get; set; }

        public string? Client { get; set; }

        public decimal? Amount { get; set; }

        public int? Count { get; set; }
    }
}
