using Rerun.Query.Execution;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Execution.Windows;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class WindowTests
{
    private const int Count = 90;
    private readonly long?[] _groups;
    private readonly long?[] _keys;
    private readonly long?[] _values;
    private readonly int[] _sorted;

    public WindowTests()
    {
        var random = new Random(6);
        _groups = [.. Enumerable.Range(0, Count).Select(_ => (long?)random.Next(4))];
        _keys = [.. Enumerable.Range(0, Count).Select(_ => random.Next(8) == 0 ? null : (long?)random.Next(12))];
        _values = [.. Enumerable.Range(0, Count).Select(_ => random.Next(5) == 0 ? null : (long?)random.Next(100))];

        // Nulls last.
        _sorted = [.. Enumerable.Range(0, Count).OrderBy(i => _groups[i]).ThenBy(i => _keys[i] ?? 1000).ThenBy(i => i)];
    }

    [Fact]
    public async Task Rankings_follow_the_order()
    {
        var rows = await Run([.. new[] { "row_number", "rank", "dense_rank", "percent_rank", "cume_dist" }.Select(n => Window(n))]);
        foreach (var partition in rows.GroupBy(r => r[0]))
        {
            var part = partition.ToList();
            for (var i = 0; i < part.Count; i++)
            {
                var first = part.FindIndex(r => Equals(r[1], part[i][1]));
                Assert.Equal((long)i + 1, part[i][3]);
                Assert.Equal((long)first + 1, part[i][4]);
                Assert.Equal((long)part.Take(i + 1).Select(r => r[1]).Distinct().Count(), part[i][5]);
                Assert.Equal(first / (double)(part.Count - 1), part[i][6]);
                Assert.Equal((part.FindLastIndex(r => Equals(r[1], part[i][1])) + 1) / (double)part.Count, part[i][7]);
            }
        }
    }

    [Fact]
    public async Task Buckets_differ_by_one_at_most()
    {
        var source = Source(3, Longs(1, 1, 1, 1, 1, 1, 1), Longs(1, 2, 3, 4, 5, 6, 7), Longs(3, 3, 3, 3, 3, 3, 3));
        var rows = await Rows(new WindowOperator(source, [0], [new SortKey(1, false, false)], [Window("ntile", 2)], EvaluationContext.Create()));
        Assert.Equal([1L, 1L, 1L, 2L, 2L, 3L, 3L], rows.Select(r => r[3]));
    }

    [Fact]
    public async Task Neighbors_stay_in_their_partition()
    {
        var rows = await Run([Window("lag", 2), Window("lead", 2), Window("lag", 2) with { IgnoreNulls = true }]);
        foreach (var partition in rows.GroupBy(r => r[0]))
        {
            var part = partition.ToList();
            for (var i = 0; i < part.Count; i++)
            {
                Assert.Equal(i == 0 ? null : part[i - 1][2], part[i][3]);
                Assert.Equal(i == part.Count - 1 ? null : part[i + 1][2], part[i][4]);
                Assert.Equal(part.Take(i).Select(r => r[2]).LastOrDefault(v => v is not null), part[i][5]);
            }
        }
    }

    public static TheoryData<int, int, int, int, int, int> Frames()
    {
        var frames = new TheoryData<int, int, int, int, int, int>();
        for (var unit = 0; unit < 3; unit++)
        {
            // Direction and offset of the start and of the end; -1 is unbounded.
            foreach (var (sd, so, ed, eo) in new[] { (-1, -1, 0, 0), (-1, -1, 1, -1), (-1, 2, 1, 1), (0, 0, 1, -1), (-1, 3, -1, 1), (1, 1, 1, 3), (-1, -1, 1, 2), (0, 0, 0, 0) })
            {
                foreach (var exclusion in new[] { 0, 1, 2, 3 })
                {
                    frames.Add(unit, sd, so, ed, eo, exclusion);
                }
            }
        }

        return frames;
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frames_equal_those_found_row_by_row(int unit, int startDirection, int startOffset, int endDirection, int endOffset, int exclusion)
    {
        var frame = new WindowFrame((WindowFrameUnit)unit, Bound(startDirection, startOffset), Bound(endDirection, endOffset), (WindowExclusion)exclusion);
        WindowCall[] calls =
        [
            new WindowCall(null, Aggregate("sum", SqlTypes.BigInt), [2]) { Frame = frame },
            new WindowCall(null, Aggregate("count"), []) { Frame = frame },
            Window("first_value", 2) with { Frame = frame },
            Window("last_value", 2) with { Frame = frame, IgnoreNulls = true },
            new WindowCall(null, Aggregate("array_agg", SqlTypes.BigInt), [2]) { Frame = frame },
        ];
        var rows = await Run(calls);
        for (var row = 0; row < Count; row++)
        {
            var seen = Enumerable.Range(0, Count).Where(other => IsIn(frame, startDirection, startOffset, endDirection, endOffset, row, other)).Select(i => _values[_sorted[i]]).ToList();
            Assert.Equal(_values[_sorted[row]], rows[row][2]);
            Assert.Equal(seen.All(v => v is null) ? null : (object?)seen.Sum(), rows[row][3]);
            Assert.Equal((long)seen.Count, rows[row][4]);
            Assert.Equal(seen.FirstOrDefault(), rows[row][5]);
            Assert.Equal(seen.LastOrDefault(v => v is not null), rows[row][6]);
            Assert.Equal(seen.Count == 0 ? null : seen.Cast<object?>().ToArray(), (object?[]?)rows[row][7]);
        }
    }

    private static WindowBound Bound(int direction, int offset) => new WindowBound(direction, offset <= 0 ? null : One((long)offset));

    private bool IsIn(WindowFrame frame, int startDirection, int startOffset, int endDirection, int endOffset, int row, int other)
    {
        if (_groups[_sorted[row]] != _groups[_sorted[other]])
        {
            return false;
        }

        var isPeer = _keys[_sorted[row]] == _keys[_sorted[other]];
        var excluded = frame.Exclusion switch
        {
            WindowExclusion.CurrentRow => row == other,
            WindowExclusion.Group => isPeer,
            WindowExclusion.Ties => isPeer && row != other,
            _ => false,
        };
        return !excluded && After(frame.Unit, startDirection, startOffset, row, other, isPeer) && Before(frame.Unit, endDirection, endOffset, row, other, isPeer);
    }

    // Whether the other row is at or after the frame's start. Nulls see each other whatever the distance.
    private bool After(WindowFrameUnit unit, int direction, int offset, int row, int other, bool isPeer) => offset < 0
        ? direction < 0
        : (unit == WindowFrameUnit.Range && isPeer && IsNull(row)) || Distance(unit, row, other) >= direction * offset;

    private bool Before(WindowFrameUnit unit, int direction, int offset, int row, int other, bool isPeer) => offset < 0
        ? direction > 0
        : (unit == WindowFrameUnit.Range && isPeer && IsNull(row)) || Distance(unit, row, other) <= direction * offset;

    private bool IsNull(int row) => _keys[_sorted[row]] is null;

    private long Distance(WindowFrameUnit unit, int row, int other)
    {
        switch (unit)
        {
            case WindowFrameUnit.Rows:
                return other - row;
            case WindowFrameUnit.Groups:
                var (low, high) = (Math.Min(row, other), Math.Max(row, other));
                var groups = Enumerable.Range(low, high - low + 1).Select(i => _keys[_sorted[i]]).Distinct().Count() - 1;
                return other < row ? -groups : groups;
            default:
                // Nulls are their own peers and far from everything: after all values.
                var (a, b) = (_keys[_sorted[row]], _keys[_sorted[other]]);
                return a is null && b is null ? 0 : a is null ? -1_000_000 : b is null ? 1_000_000 : b.Value - a.Value;
        }
    }

    private static WindowCall Window(string name, params int[] arguments)
    {
        Assert.True(FunctionRegistry.BuiltIn.TryGetWindow(name, out var function));
        Assert.True(function.TryResolve([.. arguments.Select(_ => new FunctionArgument(SqlTypes.BigInt))], out var binding, out var error), error);
        return new WindowCall(binding, null, arguments);
    }

    private async Task<List<object?[]>> Run(WindowCall[] calls)
    {
        var context = new EvaluationContext(new MemoryBudget(long.MaxValue), 0) { BatchRows = 17 };
        var rows = await Rows(new WindowOperator(Source(13, Longs(_groups), Longs(_keys), Longs(_values)), [0], [new SortKey(1, false, false)], calls, context));
        Assert.Equal(0, context.Memory.Used);
        return rows;
    }
}
