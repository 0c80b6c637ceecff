using System.Numerics;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Arrays;

public class ValueTests
{
    [Theory]
    [InlineData(TimeUnit.Second, -1L)]
    [InlineData(TimeUnit.Millisecond, -1L)]
    [InlineData(TimeUnit.Microsecond, 1_700_000_000_000_001L)]
    [InlineData(TimeUnit.Nanosecond, -1L)]
    public void Timestamps_are_exact_and_their_CLR_views_cut_off_toward_the_past(TimeUnit unit, long value)
    {
        var array = new TimestampArray.Builder(new TimestampType(unit)).Append(value).AppendNull().Build();
        var exact = array.GetTimestamp64(0)!.Value;

        Assert.Equal(value, exact.ToUnit(unit));
        Assert.Equal((long)Math.Floor((decimal)exact.Nanoseconds / 100), array.GetTimestamp(0)!.Value.Ticks - DateTime.UnixEpoch.Ticks);
        Assert.Null(array.GetTimestamp64(1));
        Assert.Equal(value, new TimestampArray.Builder(new TimestampType(unit)).Append(exact).Build().GetValue(0));
    }

    [Fact]
    public void Timestamps_beyond_nanoseconds_still_have_a_CLR_view()
    {
        var array = new TimestampArray.Builder(new TimestampType(TimeUnit.Second)).Append(-50_000_000_000L).Append(long.MaxValue).Build();

        Assert.Equal(new DateTimeOffset(0385, 7, 25, 7, 6, 40, TimeSpan.Zero), array.GetTimestamp(0));
        Assert.Throws<OverflowException>(() => array.GetTimestamp64(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.GetTimestamp(1));
    }

    [Fact]
    public void Dates_and_times_of_day_come_back()
    {
        var date = new DateOnly(1969, 12, 31);
        var time = new TimeOnly(23, 59, 58, 123, 456);

        Assert.Equal(date, new Date32Array.Builder().Append(date).Build().GetDateOnly(0));
        Assert.Equal(-1, new Date32Array.Builder().Append(date).Build().GetValue(0));
        Assert.Equal(date, new Date64Array.Builder().Append(date).Build().GetDateOnly(0));
        Assert.Equal(time, new Time64Array.Builder(new Time64Type(TimeUnit.Nanosecond)).Append(time).Build().GetTime(0));
        Assert.Equal(new TimeOnly(23, 59, 58), new Time32Array.Builder(new Time32Type(TimeUnit.Second)).Append(time).Build().GetTime(0));
        Assert.Equal(new TimeSpan(-1), new DurationArray.Builder().Append(new Duration64(-1)).Build().GetTimeSpan(0));
    }

    [Theory]
    [InlineData("12345", 2, "123.45")]
    [InlineData("-5", 3, "-0.005")]
    [InlineData("0", -2, "0")]
    [InlineData("12", -2, "1200")]
    [InlineData("99999999999999999999999999999999999999", 10, "9999999999999999999999999999.9999999999")]
    public void Decimals_are_exact_as_text(string unscaled, int scale, string expected)
    {
        var bytes = new byte[16];
        bytes.AsSpan().Fill(unscaled.StartsWith('-') ? (byte)0xFF : (byte)0);
        BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture).ToByteArray().CopyTo(bytes, 0);
        var array = new Decimal128Array(new ArrayData(new Decimal128Type(38, scale), 1, 0, 0, [ArrowBuffer.Empty, new(bytes)]));

        Assert.Equal(expected, array.GetString(0));
        if (expected.Length < 28)
        {
            Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), array.GetValue(0));
        }
    }

    [Fact]
    public void A_dictionary_s_null_is_null_by_index_or_by_value()
    {
        var type = new DictionaryType(Int8Type.Default, StringType.Default, false);
        var array = new DictionaryArray(
            type, new Int8Array.Builder().Append((sbyte)0).Append((sbyte)1).AppendNull().Build(), new StringArray.Builder().Append("a").AppendNull().Build());

        Assert.Equal([false, true, true], Enumerable.Range(0, 3).Select(array.IsNull));
        Assert.Equal(2, array.NullCount);
    }

    [Fact]
    public void A_position_outside_is_refused_even_where_there_are_no_nulls()
    {
        var array = (Int64Array)new Int64Array.Builder().AppendRange([1L, 2L, 3L]).Build().Slice(0, 2);

        Assert.Throws<IndexOutOfRangeException>(() => array.GetValue(2));
        Assert.Throws<IndexOutOfRangeException>(() => array.IsNull(-1));
        Assert.Throws<IndexOutOfRangeException>(() => new NullArray(1).IsNull(1));
    }
}
