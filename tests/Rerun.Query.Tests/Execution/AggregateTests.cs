using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class AggregateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(5000)]
    public async Task Groups_equal_those_of_linq_to_objects(int batchRows)
    {
        var random = new Random(11);
        const int Count = 2000;
        long?[] keys = [.. Enumerable.Range(0, Count).Select(_ => random.Next(9) == 0 ? null : (long?)random.Next(20))];
        double?[] values = [.. Enumerable.Range(0, Count).Select(_ => random.Next(6) == 0 ? null : (double?)Math.Round(random.NextDouble() * 100, 2))];
        long?[] numbers = [.. Enumerable.Range(0, Count).Select(_ => random.Next(6) == 0 ? null : (long?)random.Next(-50, 50))];
        string?[] texts = [.. numbers.Select(n => n?.ToString())];
        var rows = await Rows(new HashAggregateOperator(
            Source(batchRows, Longs(keys), Doubles(values), Longs(numbers), Texts(texts)),
            [0],
            [
                Call("count"), Call("count", 1), Call("sum", 2), Call("min", 1), Call("max", 2), Call("min", 3),
                Call("count", 2) with { Distinct = true }, Call("first", 2), Call("last", 3), Call("array_agg", 2), Call("median", 1),
            ],
            EvaluationContext.Create()));
        var groups = Enumerable.Range(0, Count).GroupBy(i => keys[i]).ToList();
        Assert.Equal(groups.Count, rows.Count);
        foreach (var (group, row) in groups.Zip(rows))
        {
            Assert.Equal(group.Key, (long?)row[0]);
            Assert.Equal((long)group.Count(), row[1]);
            Assert.Equal((long)group.Count(i => values[i] is not null), row[2]);
            Assert.Equal(group.Sum(i => numbers[i]), row[3]);
            Assert.Equal(group.Min(i => values[i]), row[4]);
            Assert.Equal(group.Max(i => numbers[i]), row[5]);
            Assert.Equal(group.Select(i => texts[i]).Where(t => t is not null).Min(StringComparer.Ordinal), row[6]);
            Assert.Equal((long)group.Select(i => numbers[i]).Where(n => n is not null).Distinct().Count(), row[7]);
            Assert.Equal(numbers[group.First()], row[8]);
            Assert.Equal(texts[group.Last()], row[9]);
            Assert.Equal(group.Select(i => (object?)numbers[i]), (object?[])row[10]!);
            double[] sorted = [.. group.Select(i => values[i]).OfType<double>().Order()];
            Assert.Equal((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, (double)row[11]!, 9);
        }
    }

    [Fact]
    public async Task Streaming_and_hashing_give_the_same_groups()
    {
        var random = new Random(5);
        var time = 0L;
        long?[] keys = [.. Enumerable.Range(0, 3000).Select(_ => (long?)(time += random.Next(4) == 0 ? 1 : 0))];
        double?[] values = [.. keys.Select(_ => (double?)random.NextDouble())];
        foreach (var batchRows in new[] { 1, 7, 512 })
        {
            var context = new EvaluationContext(new MemoryBudget(long.MaxValue), 0) { BatchRows = 10 };
            var hashed = await Rows(new HashAggregateOperator(Source(batchRows, Longs(keys), Doubles(values)), [0], [Call("sum", 1), Call("count")], context));
            var streamed = await Rows(new StreamingAggregateOperator(Source(batchRows, Longs(keys), Doubles(values)), [0], [Call("sum", 1), Call("count")], context));
            Assert.Equal(hashed, streamed);
        }
    }

    [Fact]
    public async Task Nothing_counts_as_zero_and_sums_to_null()
    {
        var rows = await Rows(new HashAggregateOperator(Source(4, Longs()), [], [Call("count"), Call("sum", 0), Call("max", 0), Call("array_agg", 0)], EvaluationContext.Create()));
        Assert.Equal([0L, null, null, null], Assert.Single(rows));
        Assert.Empty(await Rows(new HashAggregateOperator(Source(4, Longs()), [0], [Call("count")], EvaluationContext.Create())));
    }

    [Fact]
    public async Task Sums_of_integers_pass_through_more_than_64_bits()
    {
        Assert.Equal(1L, await Total("sum", Longs(long.MaxValue, long.MaxValue, -long.MaxValue, -long.MaxValue, 1)));
        var error = await Assert.ThrowsAsync<RerunException>(() => Total("sum", Longs(long.MaxValue, 1)));
        Assert.Equal(RerunErrorCode.ValueOutOfRange, error.ErrorKind);
        long[] many = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? long.MaxValue - i : long.MinValue + (2 * i))];
        Assert.Equal((object)(long)many.Aggregate(BigInteger.Zero, (sum, v) => sum + v), await Total("sum", Longs(many.Select(v => (long?)v))));
    }

    [Fact]
    public async Task Sums_of_doubles_keep_what_addition_rounds_off_whatever_the_batches()
    {
        double?[] values = [.. Enumerable.Range(0, 1001).SelectMany(i => new double?[] { 1e16, 1.0, i % 3 == 0 ? null : 0.1, -1e16 })];
        var exact = 1001 + (0.1m * values.Count(v => v == 0.1));
        var whole = await Total("sum", Doubles(values), 100_000);
        Assert.Equal((double)exact, (double)whole!, 6);
        Assert.Equal(whole, await Total("sum", Doubles(values), 1));
        Assert.Equal(whole, await Total("sum", Doubles(values), 13));
        Assert.Equal(double.PositiveInfinity, await Total("sum", Doubles(1, double.PositiveInfinity, 2)));
        Assert.Equal(double.NaN, await Total("sum", Doubles(double.NegativeInfinity, double.PositiveInfinity, 2)));
    }

    [Fact]
    public async Task NaN_is_the_greatest()
    {
        double?[] values = [.. Enumerable.Range(0, 40).Select(i => i == 17 ? double.NaN : (double?)i)];
        Assert.Equal(double.NaN, await Total("max", Doubles(values)));
        Assert.Equal(0.0, await Total("min", Doubles(values)));
        Assert.Equal(double.NaN, await Total("min", Doubles(double.NaN, double.NaN)));
        Assert.Equal(39.0, await Total("max", Doubles(values.Where(v => !double.IsNaN(v!.Value)))));
    }

    [Fact]
    public async Task Zeros_and_NaN_are_one_group_each()
    {
        var rows = await Rows(new HashAggregateOperator(Source(2, Doubles(0.0, -0.0, double.NaN, -double.NaN, null, null, 1)), [0], [Call("count")], EvaluationContext.Create()));
        Assert.Equal([2L, 2L, 2L, 1L], rows.Select(r => r[1]));
    }

    [Fact]
    public async Task Filters_orders_and_keyed_picks_apply()
    {
        var source = Source(2, Longs(1, 1, 2, 2, 1), Texts("b", "a", "d", null, "c"), Bools(true, false, true, true, null));
        var rows = await Rows(new HashAggregateOperator(
            source, [0],
            [
                Call("count") with { Filter = 2 },
                new AggregateCall(Aggregate("string_agg", SqlTypes.Text), [1]) { Order = [new SortKey(1, true, false)] },
                new AggregateCall(Aggregate("arg_max", SqlTypes.BigInt, SqlTypes.Text), [0, 1]),
                new AggregateCall(Aggregate("bool_and", SqlTypes.Boolean), [2]),
            ],
            EvaluationContext.Create()));
        Assert.Equal([[1L, 1L, "c,b,a", 1L, false], [2L, 2L, "d", 2L, true]], rows);
    }

    [Fact]
    public async Task Merged_states_equal_one_state()
    {
        var random = new Random(9);
        string?[] keys = [.. Enumerable.Range(0, 400).Select(_ => random.Next(7) == 0 ? null : ((char)('a' + random.Next(6))).ToString())];
        long?[] values = [.. Enumerable.Range(0, 400).Select(_ => random.Next(7) == 0 ? null : (long?)random.Next(30))];
        AggregateCall[] calls = [Call("sum", 1), Call("avg", 1), Call("min", 1), Call("count", 1) with { Distinct = true }, Call("first", 1), Call("stddev", 1), Call("array_agg", 1)];
        var whole = new GroupedState([SqlTypes.Text, SqlTypes.BigInt], [0], Adapted(calls));
        var parts = new[] { new GroupedState([SqlTypes.Text, SqlTypes.BigInt], [0], Adapted(calls)), new GroupedState([SqlTypes.Text, SqlTypes.BigInt], [0], Adapted(calls)) };
        var context = EvaluationContext.Create();
        for (var part = 0; part < 2; part++)
        {
            var batch = new VectorBatch([ColumnVector.Flat(Texts(keys[(part * 200)..((part * 200) + 200)])), ColumnVector.Flat(Longs(values[(part * 200)..((part * 200) + 200)]))], 200);
            whole.Add(batch, context);
            parts[part].Add(batch, context);
        }

        parts[0].Merge(parts[1]);
        Assert.Equal(whole.Count, parts[0].Count);
        var expected = whole.Finish(0, whole.Count);
        var merged = parts[0].Finish(0, whole.Count);
        for (var column = 0; column < expected.Columns.Length; column++)
        {
            var (a, b) = (Values(expected[column]), Values(merged[column]));
            if (expected[column].Type is DoubleType)
            {
                Assert.All(a.Zip(b), pair => Assert.Equal((double)pair.First!, (double)pair.Second!, 9));
            }
            else
            {
                Assert.Equal(a, b);
            }
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task Exceeding_the_memory_limit_names_the_operator()
    {
        var context = new EvaluationContext(new MemoryBudget(2000), 0);
        var error = await Assert.ThrowsAsync<RerunException>(() => Rows(new HashAggregateOperator(
            Source(64, Longs(Enumerable.Range(0, 10_000).Select(i => (long?)i))), [0], [Call("count")], context)));
        Assert.Equal(RerunErrorCode.OutOfMemory, error.ErrorKind);
        Assert.Contains("HashAggregate", error.Message);
        Assert.Equal(0, context.Memory.Used);
    }

    private static AggregateCall[] Adapted(AggregateCall[] calls) => calls.Select(c =>
        c.Binding.Function.Name == "stddev" ? new AggregateCall(Aggregate("count", SqlTypes.BigInt), [1]) : c).ToArray();

    // The tables of these tests: key BIGINT, DOUBLE or BIGINT, BIGINT, VARCHAR.
    private static AggregateCall Call(string name, int column = -1) => column < 0
        ? new AggregateCall(Aggregate(name), [])
        : new AggregateCall(Aggregate(name, TypeOf(name, column)), [column]);

    private static IArrowType TypeOf(string name, int column) => (name, column) switch
    {
        (_, 3) => SqlTypes.Text,
        ("min" or "median", 1) => SqlTypes.Double,
        ("count", 1) => SqlTypes.Double,
        ("sum", 1) => SqlTypes.Double,
        _ => SqlTypes.BigInt,
    };

    private static async Task<object?> Total(string name, IArrowArray values, int batchRows = 3)
    {
        var call = new AggregateCall(Aggregate(name, values.Data.DataType), [0]);
        return Assert.Single(await Rows(new HashAggregateOperator(Source(batchRows, values), [], [call], EvaluationContext.Create())))[0];
    }
}
