using Rerun.Data.Linq.Tests.Shapes;

namespace Rerun.Data.Linq.Tests;

/// <summary>Every asynchronous end gives what its synchronous one gives over the rows in memory, and takes a token.</summary>
public sealed class AsyncTerminalTests(WorldFixture worlds) : IClassFixture<WorldFixture>
{
    private static readonly Vehicle Spare = new() { Id = -1 };

    private IQueryable<Vehicle> V => worlds.Provider.Vehicles.OrderBy(v => v.Id);

    private IQueryable<Vehicle> M => worlds.Memory.Vehicles.OrderBy(v => v.Id);

    [Fact]
    public async Task Rows_by_place_and_key()
    {
        Assert.Equal(M.First(), await V.FirstAsync());
        Assert.Equal(M.First(v => v.Wheels == 4), await V.FirstAsync(v => v.Wheels == 4));
        Assert.Equal(M.Last(), await V.LastAsync());
        Assert.Equal(M.Last(v => v.Wheels == 4), await V.LastAsync(v => v.Wheels == 4));
        Assert.Equal(M.Single(v => v.Id == 2), await V.SingleAsync(v => v.Id == 2));
        Assert.Equal(M.Where(v => v.Id == 2).Single(), await V.Where(v => v.Id == 2).SingleAsync());
        Assert.Null(await V.FirstOrDefaultAsync(v => v.Id > 100));
        Assert.Null(await V.LastOrDefaultAsync(v => v.Id > 100));
        Assert.Null(await V.SingleOrDefaultAsync(v => v.Id > 100));
        Assert.Equal(M.FirstOrDefault(), await V.FirstOrDefaultAsync());
        Assert.Equal(M.LastOrDefault(), await V.LastOrDefaultAsync());
        Assert.Null(await V.Where(v => v.Id > 100).SingleOrDefaultAsync());
        Assert.Same(Spare, await V.FirstOrDefaultAsync(v => v.Id > 100, Spare));
        Assert.Same(Spare, await V.Where(v => v.Id > 100).FirstOrDefaultAsync(Spare));
        Assert.Same(Spare, await V.SingleOrDefaultAsync(v => v.Id > 100, Spare));
        Assert.Same(Spare, await V.Where(v => v.Id > 100).SingleOrDefaultAsync(Spare));
        Assert.Same(Spare, await V.LastOrDefaultAsync(v => v.Id > 100, Spare));
        Assert.Equal(M.Last(), await V.LastOrDefaultAsync(Spare));
        Assert.Equal(M.ElementAt(2), await V.ElementAtAsync(2));
        Assert.Null(await V.ElementAtOrDefaultAsync(200));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => V.ElementAtAsync(200));
        Assert.Equal(M.MinBy(v => v.Weight), await V.MinByAsync(v => v.Weight));
        Assert.Equal(M.MaxBy(v => v.Weight), await V.MaxByAsync(v => v.Weight));
        await Assert.ThrowsAsync<InvalidOperationException>(() => V.FirstAsync(v => v.Id > 100));
        await Assert.ThrowsAsync<InvalidOperationException>(() => V.SingleAsync());
    }

    [Fact]
    public async Task Values_of_all_rows()
    {
        Assert.Equal(M.Count(), await V.CountAsync());
        Assert.Equal(M.Count(v => v.Wheels == 4), await V.CountAsync(v => v.Wheels == 4));
        Assert.Equal(M.LongCount(), await V.LongCountAsync());
        Assert.Equal(M.LongCount(v => v.Wheels == 4), await V.LongCountAsync(v => v.Wheels == 4));
        Assert.True(await V.AnyAsync());
        Assert.False(await V.AnyAsync(v => v.Id > 100));
        Assert.True(await V.AllAsync(v => v.Id > 0));
        Assert.True(await V.Select(v => v.Name).ContainsAsync("rover"));
        Assert.True(await V.Select(v => v.Name).ContainsAsync(null));
        Assert.False(await V.Select(v => v.Id).ContainsAsync(100));
        Assert.Equal(M.Min(v => v.Weight), await V.MinAsync(v => v.Weight));
        Assert.Equal(M.Max(v => v.Name), await V.MaxAsync(v => v.Name));
        Assert.Equal(M.Select(v => v.Since).Min(), await V.Select(v => v.Since).MinAsync());
        Assert.Equal(M.Select(v => v.Id).Max(), await V.Select(v => v.Id).MaxAsync());
        Assert.Equal(M.Sum(v => v.Wheels), await V.SumAsync(v => v.Wheels));
        Assert.Equal(M.Sum(v => v.Weight), await V.Select(v => v.Weight).SumAsync());
        Assert.Equal(M.Average(v => v.Weight), await V.AverageAsync(v => v.Weight));
        Assert.Equal(M.Average(v => v.Wheels), await V.AverageAsync(v => v.Wheels));
        Assert.Equal(M.Average(v => v.Id), await V.AverageAsync(v => v.Id));
        Assert.Equal(M.Average(v => (long?)v.Id), await V.Select(v => (long?)v.Id).AverageAsync());
        Assert.Equal(worlds.Memory.Trips.Average(t => t.Stops), await worlds.Provider.Trips.AverageAsync(t => t.Stops));
        Assert.Equal(worlds.Memory.Trips.Average(t => (float)t.Stops), await worlds.Provider.Trips.AverageAsync(t => (float)t.Stops));
        Assert.Equal(M.Average(v => (float?)v.Weight), await V.AverageAsync(v => (float?)v.Weight));
        await Assert.ThrowsAsync<InvalidOperationException>(() => V.Where(v => v.Id > 100).AverageAsync(v => v.Id));
    }

    [Fact]
    public async Task Collections_of_rows()
    {
        Assert.Equal(M.ToList(), await V.ToListAsync());
        Assert.Equal(M.ToArray(), await V.ToArrayAsync());
        Assert.Equal(M.ToDictionary(v => v.Id), await V.ToDictionaryAsync(v => v.Id));
        Assert.Equal(M.Select(v => v.Wheels).ToHashSet(), await V.Select(v => v.Wheels).ToHashSetAsync());
        var rows = new List<Vehicle>();
        await foreach (Vehicle row in V.AsAsyncEnumerable())
        {
            rows.Add(row);
        }

        Assert.Equal(M.ToList(), rows);
    }

    [Fact]
    public async Task Tokens_that_are_cancelled_cancel_every_end()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        CancellationToken token = cancelled.Token;
        Func<Task>[] ends =
        [
            () => V.ToListAsync(token), () => V.FirstAsync(token), () => V.SingleOrDefaultAsync(token), () => V.LastAsync(token), () => V.CountAsync(token), () => V.AnyAsync(token),
            () => V.SumAsync(v => v.Wheels, token), () => V.MinAsync(v => v.Id, token), () => V.AverageAsync(v => v.Wheels, token), () => V.ElementAtAsync(1, token),
            () => V.MaxByAsync(v => v.Id, token), () => V.Select(v => v.Id).ContainsAsync(1, token), () => V.FirstOrDefaultAsync(Spare, token), () => V.ToHashSetAsync(token),
            () => V.ToDictionaryAsync(v => v.Id, token), () => V.ToDataReaderAsync(token), () => V.ToArrowReaderAsync(token),
        ];
        foreach (Func<Task> end in ends)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(end);
        }
    }
}
