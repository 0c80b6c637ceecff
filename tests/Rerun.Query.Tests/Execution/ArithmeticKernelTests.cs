using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class ArithmeticKernelTests
{
    [Fact]
    public void Integers_add_up_or_overflow()
    {
        Assert.Equal([3L, null, null], CallFlat("+", Longs(1, null, 5), Longs(2, 3, null)));
        Assert.Equal(RerunErrorCode.ValueOutOfRange, Assert.Throws<RerunException>(() => CallFlat("+", Longs(1, long.MaxValue), Longs(1, 1))).ErrorKind);
        Assert.Equal(RerunErrorCode.ValueOutOfRange, Assert.Throws<RerunException>(() => CallFlat("*", Ints(int.MaxValue), Ints(2))).ErrorKind);
        Assert.Equal(RerunErrorCode.ValueOutOfRange, Assert.Throws<RerunException>(() => CallFlat("-", Longs(long.MinValue))).ErrorKind);
    }

    [Fact]
    public void Division_cuts_off_and_the_remainder_has_the_dividends_sign()
    {
        Assert.Equal([3L, -3L, -3L, 3L], CallFlat("/", Longs(7, -7, 7, -7), Longs(2, 2, -2, -2)));
        Assert.Equal([1L, -1L, 1L, -1L], CallFlat("%", Longs(7, -7, 7, -7), Longs(2, 2, -2, -2)));
        Assert.Equal([0L], CallFlat("%", Longs(long.MinValue), Longs(-1)));
        Assert.Equal(RerunErrorCode.DivisionByZero, Assert.Throws<RerunException>(() => CallFlat("/", Longs(1), Longs(0))).ErrorKind);
        Assert.Equal(RerunErrorCode.ValueOutOfRange, Assert.Throws<RerunException>(() => CallFlat("/", Longs(long.MinValue), Longs(-1))).ErrorKind);
    }

    [Fact]
    public void Null_rows_never_divide()
    {
        // What stands below the null is zero.
        Assert.Equal([null, 2L], CallFlat("/", Longs(4, 4), Longs(null, 2)));
        Assert.Equal([null, 2L], CallFlat("/", Longs(null, 4), Longs(0, 2)));
    }

    [Fact]
    public void Doubles_follow_ieee()
    {
        Assert.Equal([double.PositiveInfinity, double.NaN, 0.5], CallFlat("/", Doubles(1, 0, 1), Doubles(0, 0, 2)));
        Assert.Equal(double.NaN, CallOnce("sqrt", One(-1.0)));
        Assert.Equal(double.NegativeInfinity, CallOnce("ln", One(0.0)));
        Assert.True(double.IsNegative((double)CallOnce("-", One(0.0))!));
    }

    [Fact]
    public void Vectors_of_doubles_equal_their_scalar_twin()
    {
        var random = new Random(3);
        double?[] left = [.. Enumerable.Range(0, 101).Select(i => i % 7 == 0 ? null : (double?)random.NextDouble())];
        double?[] right = [.. Enumerable.Range(0, 101).Select(i => i % 5 == 0 ? null : (double?)random.NextDouble())];
        Assert.Equal([.. left.Zip(right, (a, b) => (object?)(a * b))], CallFlat("*", Shifted(Doubles(left), 5), Doubles(right)));
        Assert.Equal([.. left.Select(a => (object?)(a - 0.25))], Values(Call("-", ColumnVector.Flat(Doubles(left)), ColumnVector.Constant(One(0.25), 101))));
    }

    [Theory]
    [InlineData(typeof(Arrow.Types.Int8Type), typeof(Arrow.Types.Int16Type), "INTEGER")]
    [InlineData(typeof(Arrow.Types.Int32Type), typeof(Arrow.Types.Int32Type), "INTEGER")]
    [InlineData(typeof(Arrow.Types.Int32Type), typeof(Arrow.Types.Int64Type), "BIGINT")]
    [InlineData(typeof(Arrow.Types.UInt64Type), typeof(Arrow.Types.Int32Type), "BIGINT")]
    [InlineData(typeof(Arrow.Types.UInt64Type), typeof(Arrow.Types.UInt64Type), "UBIGINT")]
    [InlineData(typeof(Arrow.Types.Int64Type), typeof(Arrow.Types.FloatType), "DOUBLE")]
    [InlineData(typeof(Arrow.Types.FloatType), typeof(Arrow.Types.FloatType), "REAL")]
    public void Arithmetic_types_follow_the_rules(Type left, Type right, string result)
    {
        var a = ArrayTaking.Nulls((Arrow.Types.IArrowType)left.GetField("Default")!.GetValue(null)!, 1);
        var b = ArrayTaking.Nulls((Arrow.Types.IArrowType)right.GetField("Default")!.GetValue(null)!, 1);
        Assert.Equal(result, SqlTypes.NameOf(Call("+", ColumnVector.Flat(a), ColumnVector.Flat(b)).Type));
    }

    [Fact]
    public void Rounding_goes_away_from_zero_or_to_even()
    {
        Assert.Equal([3.0, -3.0, 1.0], CallFlat("round", Doubles(2.5, -2.5, 0.5)));
        Assert.Equal([2.0, -2.0, 0.0], CallFlat("round_even", Doubles(2.5, -2.5, 0.5)));
        Assert.Equal(2.35, CallOnce("round", One(2.345), One(2)));
        Assert.Equal(1200.0, CallOnce("round", One(1234.5), One(-2)));
        Assert.Equal(5, CallOnce("round", One(5)));
    }
}
