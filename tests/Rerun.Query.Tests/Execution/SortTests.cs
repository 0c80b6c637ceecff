using Rerun.Query.Execution;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class SortTests
{
    public static TheoryData<bool, bool, bool> Directions => new()
    {
        { false, false, false }, { false, true, true }, { true, false, true }, { true, true, false },
    };

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Sorting_is_stable_and_the_first_rows_are_a_prefix_of_it(bool descending, bool nullsFirst, bool second)
    {
        var random = new Random(21);
        const int Count = 1500;
        double?[] first = [.. Enumerable.Range(0, Count).Select(_ => random.Next(8) == 0 ? null : random.Next(10) == 0 ? double.NaN : (double?)random.Next(25))];
        string?[] other = [.. Enumerable.Range(0, Count).Select(_ => random.Next(8) == 0 ? null : "prefix-of-" + random.Next(30))];
        long?[] rows = [.. Enumerable.Range(0, Count).Select(i => (long?)i)];
        SortKey[] keys = second
            ? [new SortKey(0, descending, nullsFirst), new SortKey(1, !descending, nullsFirst)]
            : [new SortKey(0, descending, nullsFirst)];
        var expected = rows.Select(r => (int)r!.Value).Order(Comparer<int>.Create((a, b) =>
        {
            var order = Compare(first[a], first[b], Order, keys[0]);
            if (order == 0 && second)
            {
                order = Compare2(other[a], other[b], keys[1]);
            }

            return order != 0 ? order : a.CompareTo(b);
        })).Select(i => (object?)(long)i).ToList();

        foreach (var batchRows in new[] { 1, 100, 4096 })
        {
            var context = new EvaluationContext(new MemoryBudget(long.MaxValue), 0) { BatchRows = 77 };
            var sorted = await Rows(new SortOperator(Source(batchRows, Doubles(first), Texts(other), Longs(rows)), keys, context));
            Assert.Equal(expected, sorted.Select(r => r[2]));
            foreach (var (offset, limit) in new[] { (0, 10), (5, 20), (0, 1), (0, 5000), (1490, 20), (0, 300), (3, int.MaxValue) })
            {
                var top = await Rows(new TopNOperator(Source(batchRows, Doubles(first), Texts(other), Longs(rows)), keys, offset, limit, context));
                Assert.Equal(expected.Skip(offset).Take(limit), top.Select(r => r[2]));
            }

            Assert.Equal(0, context.Memory.Used);
        }
    }

    [Fact]
    public async Task Limits_cut_at_batch_borders()
    {
        foreach (var batchRows in new[] { 1, 3, 100 })
        {
            var rows = await Rows(new LimitOperator(Source(batchRows, Longs(0, 1, 2, 3, 4, 5, 6)), 2, 3));
            Assert.Equal([2L, 3L, 4L], rows.Select(r => r[0]));
        }

        Assert.Empty(await Rows(new LimitOperator(Source(2, Longs(1, 2)), 0, 0)));
        Assert.Equal(2, (await Rows(new LimitOperator(Source(2, Longs(1, 2, 3)), 1, null))).Count);
    }

    [Fact]
    public async Task Distinct_keeps_the_first_row_of_each_key()
    {
        var rows = await Rows(new DistinctOperator(Source(2, Texts("a", "b", "a", null, null, "c", "b"), Longs(1, 2, 3, 4, 5, 6, 7)), [0], EvaluationContext.Create()));
        Assert.Equal([1L, 2L, 4L, 6L], rows.Select(r => r[1]));
    }

    private static int Order(double a, double b) => double.IsNaN(a) ? double.IsNaN(b) ? 0 : 1 : double.IsNaN(b) ? -1 : a.CompareTo(b);

    private static int Compare(double? a, double? b, Func<double, double, int> order, SortKey key) => a is null || b is null
        ? Nulls(a is null, b is null, key)
        : key.Descending ? -order(a.Value, b.Value) : order(a.Value, b.Value);

    private static int Compare2(string? a, string? b, SortKey key) => a is null || b is null
        ? Nulls(a is null, b is null, key)
        : key.Descending ? -string.CompareOrdinal(a, b) : string.CompareOrdinal(a, b);

    private static int Nulls(bool a, bool b, SortKey key) => a == b ? 0 : a == key.NullsFirst ? -1 : 1;
}
