using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class ComparisonKernelTests
{
    private static readonly (string Name, Func<int, bool> Holds)[] Comparisons =
    [
        ("=", o => o == 0), ("<>", o => o != 0), ("<", o => o < 0), ("<=", o => o <= 0), (">", o => o > 0), (">=", o => o >= 0),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Doubles_compare_as_a_total_order_whatever_the_layout(int length)
    {
        var random = new Random(length);
        double? Next() => random.Next(5) == 0 ? null : random.Next(3) == 0 ? OddDoubles[random.Next(OddDoubles.Length)] : random.NextDouble();
        double?[] left = [.. Enumerable.Range(0, length).Select(_ => Next())];
        double?[] right = [.. Enumerable.Range(0, length).Select(_ => Next())];
        foreach (var shift in new[] { 0, 3 })
        {
            var a = ColumnVector.Flat(Shifted(Doubles(left), shift));
            var b = ColumnVector.Flat(Shifted(Doubles(right), shift * 2));
            foreach (var (name, holds) in Comparisons)
            {
                Assert.Equal(Expected(left, right, holds, Order), Values(Call(name, a, b)));
                if (length > 0)
                {
                    var constant = ColumnVector.Constant(Doubles(right[0]), length);
                    Assert.Equal(Expected(left, [.. Enumerable.Repeat(right[0], length)], holds, Order), Values(Call(name, a, constant)));
                    Assert.Equal(Expected([.. Enumerable.Repeat(right[0], length)], left, holds, Order), Values(Call(name, constant, a)));
                }
            }
        }
    }

    [Fact]
    public void Integers_of_all_widths_compare_as_numbers()
    {
        var random = new Random(7);
        foreach (var length in new[] { 1, 64, 130 })
        {
            long?[] left = [.. Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? (long?)null : OddLongs[random.Next(OddLongs.Length)])];
            long?[] right = [.. Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? (long?)null : OddLongs[random.Next(OddLongs.Length)])];
            foreach (var (name, holds) in Comparisons)
            {
                Assert.Equal(Expected(left, right, holds, (x, y) => x.CompareTo(y)), CallFlat(name, Longs(left), Longs(right)));
                var bytes = left.Select(v => v is null ? (byte?)null : (byte)v).ToArray();
                var otherBytes = right.Select(v => v is null ? (byte?)null : (byte)v).ToArray();
                var type = Arrow.Types.UInt8Type.Default;
                Assert.Equal(Expected(bytes, otherBytes, holds, (x, y) => x.CompareTo(y)), CallFlat(name, Fixed(type, bytes), Fixed(type, otherBytes)));
            }
        }
    }

    [Fact]
    public void Texts_compare_by_code_points()
    {
        string?[] left = ["a", "b", null, "Zürich", "", "a", "😀", "abc"];
        string?[] right = ["a", "a", "x", "Zu", "", "ab", "\uFFFD", null];
        foreach (var (name, holds) in Comparisons)
        {
            Assert.Equal(Expected2(left, right, holds), CallFlat(name, Texts(left), Texts(right)));
        }

        // By UTF-16 units a surrogate would come first.
        Assert.Equal(true, CallOnce(">", One("😀"), One("\uFFFD")));
    }

    [Fact]
    public void Distinctness_is_never_null()
    {
        Assert.Equal([false, true, true, false], CallFlat("is distinct from", Longs(1, 1, null, null), Longs(1, 2, 2, null)));
        Assert.Equal([true, false, false, true], CallFlat("is not distinct from", Longs(1, 1, null, null), Longs(1, 2, 2, null)));
        Assert.Equal(true, CallOnce("is not distinct from", One(null), One(null)));
        Assert.Equal([true, false], CallFlat("is distinct from", Doubles(double.NaN, double.NaN), Doubles(1, double.NaN)));
    }

    [Fact]
    public void Integers_beside_timestamps_count_nanoseconds()
    {
        var times = Fixed<long>(Rerun.Query.Functions.Resolution.SqlTypes.Timestamp, [1L, 2L, null]);
        Assert.Equal([false, true, null], Values(Call(">", ColumnVector.Flat(times), ColumnVector.Constant(One(1), 3))));
    }

    [Fact]
    public void Lists_and_nulls_are_tested()
    {
        Assert.Equal([true, false], CallFlat("is_null", Longs(null, 1)));
        Assert.Equal([true, false, null], CallFlat("=", LongLists([1, 2], [1, null], null), LongLists([1, 2], [1, 2], [1])));
    }

    private static int Order(double x, double y) => double.IsNaN(x) ? double.IsNaN(y) ? 0 : 1 : double.IsNaN(y) ? -1 : x < y ? -1 : x > y ? 1 : 0;

    private static object?[] Expected<T>(T?[] left, T?[] right, Func<int, bool> holds, Func<T, T, int> order)
        where T : struct => [.. left.Zip(right, (a, b) => a is { } x && b is { } y ? (object?)holds(order(x, y)) : null)];

    private static object?[] Expected2(string?[] left, string?[] right, Func<int, bool> holds) =>
        [.. left.Zip(right, (a, b) => a is null || b is null ? null : (object?)holds(CodePoints(a, b)))];

    private static int CodePoints(string a, string b)
    {
        int[] x = [.. a.EnumerateRunes().Select(r => r.Value)];
        int[] y = [.. b.EnumerateRunes().Select(r => r.Value)];
        return x.AsSpan().SequenceCompareTo(y);
    }
}
