using Rerun.Arrow;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class JoinTests
{
    private readonly long?[] _leftKeys;
    private readonly long?[] _leftRows;
    private readonly long?[] _rightKeys;
    private readonly long?[] _rightRows;

    public JoinTests()
    {
        var random = new Random(4);
        _leftKeys = [.. Enumerable.Range(0, 60).Select(_ => random.Next(6) == 0 ? null : (long?)random.Next(15))];
        _rightKeys = [.. Enumerable.Range(0, 45).Select(_ => random.Next(6) == 0 ? null : (long?)random.Next(20))];
        _leftRows = [.. Enumerable.Range(0, 60).Select(i => (long?)i)];
        _rightRows = [.. Enumerable.Range(0, 45).Select(i => (long?)i)];
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Joins_equal_nested_loops(bool withResidual, bool nullsMatch)
    {
        bool Matches(int l, int r) => (_leftKeys[l] is { } a ? a == _rightKeys[r] : nullsMatch && _rightKeys[r] is null) && (!withResidual || l > r);
        foreach (var batchRows in new[] { 1, 7, 100 })
        {
            foreach (var type in Enum.GetValues<JoinType>().Where(t => t is not (JoinType.Mark or JoinType.Matched)))
            {
                var context = new EvaluationContext(new MemoryBudget(long.MaxValue), 0) { BatchRows = batchRows };
                var rows = await Rows(new HashJoinOperator(
                    Source(batchRows, Longs(_leftKeys), Longs(_leftRows)), Source(batchRows, Longs(_rightKeys), Longs(_rightRows)),
                    [0], [0], type, withResidual ? LeftRowIsGreater() : null, nullsMatch, context));
                var pairs = rows.Select(r => (Left: (long?)r[1], Right: r.Length > 2 ? (long?)r[3] : null)).ToList();
                Assert.Equal(Expected(type, Matches), pairs);
                Assert.Equal(0, context.Memory.Used);
            }
        }
    }

    [Fact]
    public async Task Without_keys_every_pair_is_looked_at()
    {
        var rows = await Rows(new HashJoinOperator(
            Source(7, Longs(_leftKeys), Longs(_leftRows)), Source(7, Longs(_rightKeys), Longs(_rightRows)), [], [], JoinType.Left, LeftRowIsGreater(), false, EvaluationContext.Create()));
        Assert.Equal(Expected(JoinType.Left, (l, r) => l > r), rows.Select(r => ((long?)r[1], (long?)r[3])));
    }

    [Fact]
    public async Task Joins_with_an_empty_side_have_their_rows()
    {
        foreach (var (type, count) in new[] { (JoinType.Inner, 0), (JoinType.Left, 2), (JoinType.Full, 2), (JoinType.Anti, 2), (JoinType.Semi, 0), (JoinType.Right, 0) })
        {
            var rows = await Rows(new HashJoinOperator(Source(7, Longs(1, 2)), Source(7, Longs()), [0], [0], type, null, false, EvaluationContext.Create()));
            Assert.Equal(count, rows.Count);
        }
    }

    [Fact]
    public async Task Marks_are_three_valued()
    {
        async Task<IEnumerable<object?>> Marks(params long?[] right) => (await Rows(new HashJoinOperator(
            Source(2, Longs(1, 5, null)), Source(2, Longs(right)), [0], [0], JoinType.Mark, null, false, EvaluationContext.Create()))).Select(r => r[1]);
        Assert.Equal([true, false, null], await Marks(1, 2));
        Assert.Equal([true, null, null], await Marks(1, null));
        Assert.Equal([false, false, false], await Marks());
    }

    [Fact]
    public async Task Matches_are_known_whatever_the_keys_are()
    {
        async Task<IEnumerable<object?>> Matches(params long?[] right) => (await Rows(new HashJoinOperator(
            Source(2, Longs(1, 5, null)), Source(2, Longs(right)), [0], [0], JoinType.Matched, null, false, EvaluationContext.Create()))).Select(r => r[1]);
        Assert.Equal([true, false, false], await Matches(1, 1, null));
        Assert.Equal([false, false, false], await Matches());
    }

    [Theory]
    [InlineData(">=")]
    [InlineData(">")]
    [InlineData("<=")]
    [InlineData("<")]
    public async Task Asof_takes_the_nearest_row(string sign)
    {
        var comparison = sign switch
        {
            ">=" => AsofComparison.GreaterOrEqual,
            ">" => AsofComparison.Greater,
            "<=" => AsofComparison.LessOrEqual,
            _ => AsofComparison.Less,
        };
        var random = new Random(8);
        const int Count = 300;
        string?[] leftKeys = [.. Enumerable.Range(0, Count).Select(_ => random.Next(10) == 0 ? null : "k" + random.Next(3))];
        long?[] leftTimes = [.. Enumerable.Range(0, Count).Select(i => random.Next(10) == 0 ? null : random.Next(4) == 0 ? (long?)random.Next(200) : i / 2)];
        string?[] rightKeys = [.. Enumerable.Range(0, Count).Select(_ => random.Next(10) == 0 ? null : "k" + random.Next(4))];
        long?[] rightTimes = [.. Enumerable.Range(0, Count).Select(_ => random.Next(10) == 0 ? null : (long?)random.Next(200))];
        long?[] numbers = [.. Enumerable.Range(0, Count).Select(i => (long?)i)];
        bool Fits(long l, long r) => comparison switch
        {
            AsofComparison.GreaterOrEqual => l >= r,
            AsofComparison.Greater => l > r,
            AsofComparison.LessOrEqual => l <= r,
            _ => l < r,
        };
        long? Best(int l)
        {
            var fitting = Enumerable.Range(0, Count).Where(r => leftKeys[l] is not null && leftKeys[l] == rightKeys[r]
                && leftTimes[l] is { } a && rightTimes[r] is { } b && Fits(a, b)).ToList();
            var backwards = comparison is AsofComparison.GreaterOrEqual or AsofComparison.Greater;
            return fitting.Count == 0 ? null : backwards
                ? fitting.OrderBy(r => rightTimes[r]).ThenBy(r => r).Last()
                : fitting.OrderBy(r => rightTimes[r]).ThenBy(r => r).First();
        }

        foreach (var batchRows in new[] { 1, 50, 1000 })
        {
            foreach (var keepsLeft in new[] { true, false })
            {
                var rows = await Rows(new AsofJoinOperator(
                    Source(batchRows, Texts(leftKeys), Longs(leftTimes), Longs(numbers)), Source(batchRows, Texts(rightKeys), Longs(rightTimes), Longs(numbers)),
                    [(0, 0)], (1, 1), comparison, keepsLeft, EvaluationContext.Create()));
                var expected = Enumerable.Range(0, Count).Select(l => ((object?)(long)l, (object?)Best(l))).Where(p => keepsLeft || p.Item2 is not null);
                Assert.Equal(expected, rows.Select(r => (r[2], r[5])));
            }
        }
    }

    [Fact]
    public async Task Set_operations_count_rows()
    {
        var left = new long?[] { 1, 1, 1, 2, null, null, 3 };
        var right = new long?[] { 1, 1, null, 4 };
        async Task<IEnumerable<object?>> Run(SetOperationMode mode) =>
            (await Rows(new SetOperationOperator(Source(2, Longs(left)), Source(3, Longs(right)), mode, EvaluationContext.Create()))).Select(r => r[0]);
        Assert.Equal([1L, null], await Run(SetOperationMode.Intersect));
        Assert.Equal([1L, 1L, null], await Run(SetOperationMode.IntersectAll));
        Assert.Equal([2L, 3L], await Run(SetOperationMode.Except));
        Assert.Equal([1L, 2L, null, 3L], await Run(SetOperationMode.ExceptAll));
    }

    private static CallEvaluator LeftRowIsGreater()
    {
        FunctionRegistry.BuiltIn.TryGetScalar(">", out var function);
        Assert.True(function!.TryResolve([new(SqlTypes.BigInt), new(SqlTypes.BigInt)], out var binding, out _));
        return new CallEvaluator(binding, new ColumnEvaluator(1, SqlTypes.BigInt), new ColumnEvaluator(3, SqlTypes.BigInt));
    }

    private List<(long?, long?)> Expected(JoinType type, Func<int, int, bool> matches)
    {
        var expected = new List<(long?, long?)>();
        var rightMatched = new bool[_rightKeys.Length];
        for (var l = 0; l < _leftKeys.Length; l++)
        {
            int[] found = [.. Enumerable.Range(0, _rightKeys.Length).Where(r => matches(l, r))];
            foreach (var r in found)
            {
                rightMatched[r] = true;
            }

            switch (type)
            {
                case JoinType.Semi when found.Length > 0:
                case JoinType.Anti when found.Length == 0:
                    expected.Add((l, null));
                    break;
                case JoinType.Semi or JoinType.Anti:
                    break;
                default:
                    expected.AddRange(found.Select(r => ((long?)l, (long?)r)));
                    if (found.Length == 0 && type is JoinType.Left or JoinType.Full && found.Length == 0)
                    {
                        expected.Add((l, null));
                    }

                    break;
            }
        }

        if (type is JoinType.Right or JoinType.Full)
        {
            expected.AddRange(Enumerable.Range(0, _rightKeys.Length).Where(r => !rightMatched[r]).Select(r => ((long?)null, (long?)r)));
        }

        return expected;
    }
}
