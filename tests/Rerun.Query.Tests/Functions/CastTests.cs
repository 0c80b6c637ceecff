using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Functions;

public sealed class CastTests
{
    [Fact]
    public void Doubles_are_cut_off_and_must_fit()
    {
        Assert.Equal([2, -2, null], Values(Convert(Doubles(2.9, -2.9, null), SqlTypes.Int)));
        Assert.Equal([null, null, null, 1], Values(Convert(Doubles(double.NaN, 3e9, double.PositiveInfinity, 1), SqlTypes.Int, isTry: true)));
        Assert.Equal(RerunErrorCode.ValueOutOfRange, Assert.Throws<RerunException>(() => Convert(Doubles(double.NaN), SqlTypes.BigInt)).ErrorKind);
        Assert.Equal([long.MinValue], Values(Convert(Doubles(-9223372036854775808.0), SqlTypes.BigInt)));
        Assert.Throws<RerunException>(() => Convert(Doubles(9223372036854775808.0), SqlTypes.BigInt));
        Assert.Throws<RerunException>(() => Convert(Doubles(-1), SqlTypes.UBigInt));
    }

    [Fact]
    public void Integers_of_all_widths_check_their_range()
    {
        Assert.Equal([(byte)255, (byte)0], Values(Convert(Longs(255, 0), UInt8Type.Default)));
        Assert.Throws<RerunException>(() => Convert(Longs(256), UInt8Type.Default));
        Assert.Throws<RerunException>(() => Convert(Longs(-1), SqlTypes.UBigInt));
        Assert.Throws<RerunException>(() => Convert(Fixed<ulong>(SqlTypes.UBigInt, [ulong.MaxValue]), SqlTypes.BigInt));
    }

    [Theory]
    [InlineData("arrow_cast(1, 'Float64')", "DOUBLE", "1")]
    [InlineData("CAST(7 AS INT UNSIGNED)", "UINTEGER", "7")]
    [InlineData("7::bigint unsigned", "UBIGINT", "7")]
    [InlineData("arrow_cast('12.5', 'Decimal128(10, 2)')", "DECIMAL(10, 2)", "12.50")]
    [InlineData("arrow_cast('2024-05-06', 'Timestamp(Nanosecond, None)')", "TIMESTAMP", "2024-05-06 00:00:00")]
    [InlineData("arrow_cast([1, NULL], 'List(Utf8)')", "VARCHAR[]", "['1', NULL]")]
    [InlineData("arrow_try_cast('x', 'UInt8')", "UTINYINT", "NULL")]
    public async Task Types_have_their_names_in_Arrow_too(string expression, string type, string value)
    {
        await using Queries.TestDatabase database = Queries.TestDatabase.Empty();
        Assert.Equal($"{type}|{value}", await database.ValueAsync($"SELECT typeof({expression}), CAST({expression} AS TEXT)"));
        Assert.Contains("There is no Arrow type 'Number(3)'", (await database.ErrorAsync("SELECT arrow_cast(1, 'Number(3)')")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_read()
    {
        Assert.Equal([1L, -2L, null], Values(Convert(Texts(" 1 ", "-2", null), SqlTypes.BigInt)));
        Assert.Equal([1.5, double.PositiveInfinity, double.NaN], Values(Convert(Texts("1.5", "inf", "NaN"), SqlTypes.Double)));
        Assert.Equal([true, false], Values(Convert(Texts("Yes", "off"), SqlTypes.Boolean)));
        Assert.Equal([null, 4L], Values(Convert(Texts("1x", "4"), SqlTypes.BigInt, isTry: true)));
        var error = Assert.Throws<RerunException>(() => Convert(Texts("1x"), SqlTypes.BigInt));
        Assert.Contains("'1x'", error.Message);
        Assert.Contains("BIGINT", error.Message);
    }

    [Theory]
    [InlineData("2024-05-06T07:08:09.5Z", "2024-05-06 07:08:09.5")]
    [InlineData("2024-05-06", "2024-05-06 00:00:00")]
    [InlineData("2024-05-06 07:08:09+02:00", "2024-05-06 05:08:09")]
    public void Timestamps_are_read_and_written(string text, string written) =>
        Assert.Equal(written, Values(Convert(Convert(Texts(text), SqlTypes.Timestamp), SqlTypes.Text))[0]);

    [Fact]
    public void Units_of_time_widen_or_overflow()
    {
        var seconds = new TimestampType(TimeUnit.Second, null);
        var array = Fixed<long>(seconds, [1L, -1L, null]);
        Assert.Equal([1_000_000_000L, -1_000_000_000L, null], Values(Convert(array, SqlTypes.Timestamp)));
        Assert.Throws<RerunException>(() => Convert(Fixed<long>(seconds, [long.MaxValue]), SqlTypes.Timestamp));
        Assert.Equal([-1L], Values(Convert(Fixed<long>(SqlTypes.Timestamp, [-1L]), seconds)));
        Assert.Equal([-1], Values(Convert(Fixed<long>(SqlTypes.Timestamp, [-1L]), SqlTypes.Date)));
    }

    [Fact]
    public void Lists_are_cast_element_by_element_and_written()
    {
        Assert.Equal([new object?[] { 1.0, null }, null], Values(Convert(LongLists([1, null], null), SqlTypes.ListOf(SqlTypes.Double))));
        Assert.Equal(["[1, NULL]", null, "[]"], Values(Convert(LongLists([1, null], null, []), SqlTypes.Text)));
        var pair = new FixedSizeListType(SqlTypes.Double, 2);
        Assert.Equal(["[1, 2]", null], Values(Convert(Convert(LongLists([1, 2], [1]), pair, isTry: true), SqlTypes.Text)));
    }

    [Fact]
    public void Sliced_arrays_are_cast_from_their_own_rows()
    {
        var shifted = Shifted(Longs(7, null, 9), 5);
        Assert.Equal([7.0, null, 9.0], Values(Convert(shifted, SqlTypes.Double)));
        Assert.Equal(["7", null, "9"], Values(Convert(shifted, SqlTypes.Text)));
        Assert.Equal([true, null, true], Values(Convert(shifted, SqlTypes.Boolean)));
    }

    [Fact]
    public void Decimals_round_to_their_scale()
    {
        var type = new Decimal128Type(6, 2);
        Assert.Equal(["1.24", "-1.24", "0.10"], Values(Convert(Convert(Texts("1.235", "-1.235", "1e-1"), type), SqlTypes.Text)));
        Assert.Equal([12.5], Values(Convert(Convert(Doubles(12.5), type), SqlTypes.Double)));
        Assert.Throws<RerunException>(() => Convert(Doubles(123456), type));
    }

    [Fact]
    public void Every_scalar_type_goes_through_text_and_back()
    {
        IArrowArray[] samples =
        [
            Bools(true, false, null), Ints(1, -5, null), Longs(long.MinValue, long.MaxValue), Doubles(0.1, 1e300, double.NaN, double.NegativeInfinity),
            Fixed<float>(SqlTypes.Float, [0.1f, null]), Fixed<ulong>(SqlTypes.UBigInt, [ulong.MaxValue]), Fixed<int>(SqlTypes.Date, [0, -1, 20_000]),
            Fixed<long>(SqlTypes.Timestamp, [0L, 1L, -1L, 1_700_000_000_123_456_789L]), Fixed<long>(SqlTypes.Time, [0L, 86_399_999_999_999L]),
            Fixed<long>(SqlTypes.Duration, [0L, -1L, 90_061_000_000_001L]),
            Fixed<MonthDayNanosecondInterval>(SqlTypes.Interval, [new MonthDayNanosecondInterval(14, -3, 5), new MonthDayNanosecondInterval(0, 0, -1)]),
        ];
        foreach (var sample in samples)
        {
            var type = sample.Data.DataType;
            Assert.Equal(Values(sample), Values(Convert(Convert(sample, SqlTypes.Text), type)));
        }
    }

    private static IArrowArray Convert(IArrowArray array, IArrowType to, bool isTry = false) =>
        Cast.Between(array.Data.DataType, to)!.Convert(array, isTry);
}
