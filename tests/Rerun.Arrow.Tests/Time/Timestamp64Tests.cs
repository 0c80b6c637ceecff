using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Time;

public class Timestamp64Tests
{
    [Theory]
    [InlineData(0L, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(-1L, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(1_700_000_000_123_456_789L, "2023-11-14T22:13:20.123456789Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    public void Writing_and_reading_are_exact(long nanoseconds, string text)
    {
        Assert.Equal(text, new Timestamp64(nanoseconds).ToString());
        Assert.Equal(nanoseconds, Timestamp64.Parse(text).Nanoseconds);
    }

    [Theory]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.000000000Z")]
    [InlineData("2024-02-29 12:30", "2024-02-29T12:30:00.000000000Z")]
    [InlineData("2024-02-29T12:30:15.5+02:00", "2024-02-29T10:30:15.500000000Z")]
    [InlineData("2024-02-29T12:30:15,000000001-0130", "2024-02-29T14:00:15.000000001Z")]
    public void Other_forms_of_ISO_8601_are_read(string text, string expected) => Assert.Equal(expected, Timestamp64.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2023-02-29")]
    [InlineData("2024-01-01T24:00:00")]
    [InlineData("2024-01-01T00:00:00.")]
    [InlineData("2024-01-01T00:00:00.1234567890")]
    [InlineData("2024-01-01T00:00:00+")]
    [InlineData("2024-01-01x")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Timestamp64.Parse(text));
        Assert.False(Timestamp64.TryParse(text, null, out _));
    }

    [Fact]
    public void Times_out_of_range_are_refused()
    {
        Assert.Throws<OverflowException>(() => Timestamp64.Parse("1600-01-01"));
        Assert.Throws<OverflowException>(() => Timestamp64.FromDateTime(DateTime.MaxValue));
        Assert.Throws<OverflowException>(() => Timestamp64.FromUnit(long.MaxValue, TimeUnit.Microsecond));
    }

    [Theory]
    [InlineData(-1L, -1L)]
    [InlineData(-100L, -1L)]
    [InlineData(-101L, -2L)]
    [InlineData(199L, 1L)]
    public void Conversions_cut_off_toward_the_past(long nanoseconds, long ticks)
    {
        Assert.Equal(ticks, new Timestamp64(nanoseconds).ToDateTime().Ticks - DateTime.UnixEpoch.Ticks);
        Assert.Equal(DateTimeKind.Utc, new Timestamp64(nanoseconds).ToDateTime().Kind);
        Assert.Equal(ticks, new Duration64(nanoseconds).ToTimeSpan().Ticks);
    }

    [Fact]
    public void Arithmetic_is_exact_and_checked()
    {
        var time = new Timestamp64(10);
        Assert.Equal(new Timestamp64(13), time + new Duration64(3));
        Assert.Equal(new Duration64(10), time - Timestamp64.UnixEpoch);
        Assert.True(time > Timestamp64.MinValue);
        Assert.Throws<OverflowException>(() => Timestamp64.MaxValue + new Duration64(1));
    }

    [Theory]
    [InlineData(0L, "PT0.000000000S")]
    [InlineData(-1L, "-PT0.000000001S")]
    [InlineData(93_784_500_000_000L, "P1DT2H3M4.500000000S")]
    [InlineData(long.MinValue, "-P106751DT23H47M16.854775808S")]
    public void Spans_are_written_and_read_exactly(long nanoseconds, string text)
    {
        Assert.Equal(text, new Duration64(nanoseconds).ToString());
        Assert.Equal(nanoseconds, Duration64.Parse(text).Nanoseconds);
    }

    [Theory]
    [InlineData("1.02:03:04.5", 93_784_500_000_000L)]
    [InlineData("-00:00:00.000000001", -1L)]
    [InlineData("P1D", 86_400_000_000_000L)]
    public void Other_forms_of_spans_are_read(string text, long nanoseconds) => Assert.Equal(nanoseconds, Duration64.Parse(text).Nanoseconds);

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1H")]
    [InlineData("PT1S2M")]
    [InlineData("1:2:3")]
    [InlineData("5")]
    public void Other_spans_are_refused(string text) => Assert.Throws<FormatException>(() => Duration64.Parse(text));
}
