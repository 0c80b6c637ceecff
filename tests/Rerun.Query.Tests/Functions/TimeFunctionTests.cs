using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Functions;

public sealed class TimeFunctionTests
{
    [Theory]
    [InlineData("nanosecond", "2024-05-06 07:08:09.123456789")]
    [InlineData("millisecond", "2024-05-06 07:08:09.123")]
    [InlineData("second", "2024-05-06 07:08:09")]
    [InlineData("minute", "2024-05-06 07:08:00")]
    [InlineData("hour", "2024-05-06 07:00:00")]
    [InlineData("day", "2024-05-06 00:00:00")]
    [InlineData("week", "2024-05-06 00:00:00")]
    [InlineData("month", "2024-05-01 00:00:00")]
    [InlineData("quarter", "2024-04-01 00:00:00")]
    [InlineData("year", "2024-01-01 00:00:00")]
    [InlineData("decade", "2020-01-01 00:00:00")]
    [InlineData("century", "2001-01-01 00:00:00")]
    public void Times_are_cut_off_to_units(string unit, string expected) =>
        Assert.Equal(expected, TextOf(Call("date_trunc", Constant(One(unit)), Constant(Time("2024-05-06 07:08:09.123456789")))));

    [Fact]
    public void Times_before_1970_are_cut_off_toward_the_past()
    {
        Assert.Equal("1969-12-31 23:59:59", TextOf(Call("date_trunc", Constant(One("second")), Constant(Time("1969-12-31 23:59:59.5")))));
        Assert.Equal("1969-12-29 00:00:00", TextOf(Call("date_trunc", Constant(One("week")), Constant(Time("1970-01-01 12:00:00")))));
    }

    [Fact]
    public void Bins_begin_at_their_origin()
    {
        Assert.Equal("2024-05-06 07:00:00", TextOf(Call("time_bucket", Constant(Interval("15 minutes")), Constant(Time("2024-05-06 07:08:09")))));
        Assert.Equal("2024-05-06 00:00:00", TextOf(Call("time_bucket", Constant(Interval("1 week")), Constant(Time("2024-05-08 07:08:09")))));
        Assert.Equal("2024-05-02 00:00:00", TextOf(Call("date_bin", Constant(Interval("1 week")), Constant(Time("2024-05-08 07:08:09")))));
        Assert.Equal("2024-04-01 00:00:00", TextOf(Call("time_bucket", Constant(Interval("3 months")), Constant(Time("2024-05-08 07:08:09")))));
        Assert.Equal("2024-05-06 06:55:00", TextOf(Call("date_bin", Constant(Interval("1 hour")), Constant(Time("2024-05-06 07:08:09")), Constant(Time("2000-01-01 00:55:00")))));
        Assert.Throws<RerunException>(() => Call("date_bin", Constant(Interval("0 s")), Constant(Time("2024-05-06 07:08:09"))));
    }

    [Fact]
    public void Months_clamp_to_the_last_day_and_nanoseconds_survive()
    {
        Assert.Equal("2024-02-29 01:02:03.000000004", TextOf(Call("+", Constant(Time("2024-01-31 01:02:03.000000004")), Constant(Interval("1 month")))));
        Assert.Equal("2023-12-31 00:00:00", TextOf(Call("-", Constant(Time("2024-01-31 00:00:00")), Constant(Interval("1 month")))));
        Assert.Throws<RerunException>(() => Call("+", Constant(Time("2262-04-01 00:00:00")), Constant(Interval("1 year"))));
    }

    [Fact]
    public void Differences_of_times_are_durations()
    {
        var difference = Call("-", Constant(Time("2024-01-02 00:00:00.000000001")), Constant(Time("2024-01-01 00:00:00")));
        Assert.Equal("DURATION", SqlTypes.NameOf(difference.Type));
        Assert.Equal("1 day 00:00:00.000000001", TextOf(difference));
    }

    [Theory]
    [InlineData("day", 1L, 0L)]
    [InlineData("hour", 2L, 2L)]
    [InlineData("month", 1L, 0L)]
    [InlineData("year", 1L, 0L)]
    public void Boundaries_and_complete_units_are_counted(string unit, long crossed, long complete)
    {
        var (start, end) = (Constant(Time("2023-12-31 23:00:00")), Constant(Time("2024-01-01 01:00:00")));
        Assert.Equal(crossed, Values(Call("date_diff", Constant(One(unit)), start, end))[0]);
        Assert.Equal(complete, Values(Call("date_sub", Constant(One(unit)), start, end))[0]);
    }

    [Theory]
    [InlineData("year", 2024L)]
    [InlineData("week", 1L)]
    [InlineData("isoyear", 2025L)]
    [InlineData("dow", 1L)]
    [InlineData("isodow", 1L)]
    [InlineData("doy", 365L)]
    [InlineData("quarter", 4L)]
    [InlineData("millisecond", 59_123L)]
    public void Parts_are_taken(string part, long expected) =>
        Assert.Equal(expected, Values(Call("date_part", Constant(One(part)), Constant(Time("2024-12-30 23:58:59.123456789"))))[0]);

    [Fact]
    public void Epochs_are_exact()
    {
        var time = Constant(Time("2024-12-30 23:58:59.123456789"));
        Assert.Equal(1_735_603_139_123_456_789L, Values(Call("epoch_ns", time))[0]);
        Assert.Equal(1_735_603_139_123L, Values(Call("epoch_ms", time))[0]);
        Assert.Equal(1_735_603_139.123456789, Values(Call("epoch", time))[0]);
        Assert.Equal(-1L, Values(Call("epoch_ms", Constant(Time("1969-12-31 23:59:59.9995"))))[0]);
    }

    [Fact]
    public void The_calendar_agrees_with_the_framework()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var day = random.Next(-50_000, 50_000);
            var date = DateTime.UnixEpoch.AddDays(day);
            Assert.Equal((date.Year, date.Month, date.Day), Rerun.Query.Execution.Time.Calendar.DateOf(day));
            Assert.Equal(day, Rerun.Query.Execution.Time.Calendar.DaysFrom(date.Year, date.Month, date.Day));
            Assert.Equal((System.Globalization.ISOWeek.GetYear(date), System.Globalization.ISOWeek.GetWeekOfYear(date)), Rerun.Query.Execution.Time.Calendar.IsoWeekOf(day));
            var months = random.Next(-200, 200);
            Assert.Equal((date.AddMonths(months) - DateTime.UnixEpoch).Days, Rerun.Query.Execution.Time.Calendar.AddMonths(day, months));
        }
    }

    [Theory]
    [InlineData("1 year 2 months 3 days 04:05:06.7", 14, 3, 14_706_700_000_000)]
    [InlineData("5 s", 0, 0, 5_000_000_000)]
    [InlineData("1.5 hours", 0, 0, 5_400_000_000_000)]
    [InlineData("2 weeks ago", 0, -14, 0)]
    [InlineData("P1Y2M3DT4H5M6.7S", 14, 3, 14_706_700_000_000)]
    [InlineData("-01:30", 0, 0, -5_400_000_000_000)]
    [InlineData("250ms", 0, 0, 250_000_000)]
    public void Intervals_are_read(string text, int months, int days, long nanoseconds) =>
        Assert.Equal(new MonthDayNanosecondInterval(months, days, nanoseconds), ((MonthDayNanosecondIntervalArray)Interval(text)).Values[0]);

    private static ColumnVector Constant(IArrowArray value) => ColumnVector.Constant(value, 1);

    private static IArrowArray Time(string text) => Cast.Between(SqlTypes.Text, SqlTypes.Timestamp)!.Convert(One(text), false);

    private static IArrowArray Interval(string text) => Cast.Between(SqlTypes.Text, SqlTypes.Interval)!.Convert(One(text), false);

    private static string TextOf(ColumnVector vector) => ValueText.Of(vector.Values, 0);
}
