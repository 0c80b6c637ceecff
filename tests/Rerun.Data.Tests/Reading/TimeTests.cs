using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>Times and durations: lossless where asked for, truncated toward the past elsewhere, never wrapped.</summary>
public sealed class TimeTests
{
    private static readonly TimestampType Nanoseconds = new(TimeUnit.Nanosecond);

    [Theory]
    [InlineData(1_700_000_000_123_456_789)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(-101)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_nanosecond_time_is_lossless_and_its_clr_views_lie_in_the_past(long value)
    {
        using var reader = Batches.OnFirstRow(Batches.Timestamps(Nanoseconds, value));
        Assert.Equal(value, reader.GetInt64(0));
        Assert.Equal(new Timestamp64(value), reader.GetTimestamp64(0));
        Assert.Equal(new Timestamp64(value), reader.GetFieldValue<Timestamp64>(0));
        Assert.Equal(new Timestamp64(value), reader.GetProviderSpecificValue(0));
        var ticks = (long)Int128.CreateChecked(Math.Floor((decimal)value / 100)) + DateTime.UnixEpoch.Ticks;
        Assert.Equal(new DateTime(ticks, DateTimeKind.Utc), reader.GetDateTime(0));
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(0).Kind);
        Assert.Equal(reader.GetDateTime(0), reader.GetValue(0));
        Assert.Equal(new DateTimeOffset(ticks, TimeSpan.Zero), reader.GetFieldValue<DateTimeOffset>(0));
        Assert.Equal(new Timestamp64(value).ToDateTime(), reader.GetDateTime(0));
    }

    [Fact]
    public void Time_values_choose_what_untyped_access_gives()
    {
        using var lossless = Batches.OnFirstRow(Batches.Timestamps(Nanoseconds, 17), RerunTimeValues.Timestamp64);
        Assert.Equal(typeof(Timestamp64), lossless.GetFieldType(0));
        Assert.Equal(new Timestamp64(17), lossless.GetValue(0));
        Assert.Equal(DateTime.UnixEpoch, lossless.GetDateTime(0));
        using var raw = Batches.OnFirstRow(Batches.Timestamps(Nanoseconds, 17), RerunTimeValues.Int64);
        Assert.Equal(typeof(long), raw.GetFieldType(0));
        Assert.Equal(17L, raw.GetValue(0));
        Assert.Equal(new Timestamp64(17), raw.GetFieldValue<Timestamp64>(0));
        var durations = new DurationArray.Builder(DurationType.Nanosecond).Append(250).Build();
        using var duration = Batches.OnFirstRow(durations, RerunTimeValues.Timestamp64);
        Assert.Equal(new Duration64(250), duration.GetValue(0));
        using var rawDuration = Batches.OnFirstRow(durations, RerunTimeValues.Int64);
        Assert.Equal(250L, rawDuration.GetValue(0));
        using var span = Batches.OnFirstRow(durations);
        Assert.Equal(TimeSpan.FromTicks(2), span.GetValue(0));
        Assert.Equal(new Duration64(250), span.GetFieldValue<Duration64>(0));
    }

    [Fact]
    public void A_time_with_zone_is_a_DateTimeOffset_in_utc()
    {
        using var reader = Batches.OnFirstRow(Batches.Timestamps(new TimestampType(TimeUnit.Microsecond, "Europe/Berlin"), 1_000_000));
        Assert.Equal(typeof(DateTimeOffset), reader.GetFieldType(0));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), reader.GetValue(0));
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(0).Kind);
    }

    [Fact]
    public void A_time_of_a_table_without_zone_has_no_kind()
    {
        using var reader = Batches.OnFirstRow(Batches.Timestamps(new TimestampType(TimeUnit.Millisecond), 1_000));
        Assert.Equal(DateTimeKind.Unspecified, reader.GetDateTime(0).Kind);
        Assert.Equal(new DateTime(1970, 1, 1, 0, 0, 1), reader.GetValue(0));
    }

    [Theory]
    [InlineData(TimeUnit.Second, long.MaxValue)]
    [InlineData(TimeUnit.Second, long.MinValue)]
    [InlineData(TimeUnit.Millisecond, 253_402_300_800_000)]
    [InlineData(TimeUnit.Millisecond, -62_135_596_800_001)]
    [InlineData(TimeUnit.Microsecond, long.MaxValue)]
    public void A_time_beyond_the_clr_is_refused_by_typed_getters_and_does_not_break_a_row(TimeUnit unit, long value)
    {
        using var reader = Batches.OnFirstRow(Batches.Timestamps(new TimestampType(unit), value));
        Assert.Throws<OverflowException>(() => reader.GetDateTime(0));
        Assert.Equal(value, reader.GetInt64(0));
        var values = new object[1];
        Assert.Equal(1, reader.GetValues(values));
        Assert.Equal(value < 0 ? DateTime.MinValue : DateTime.MaxValue, values[0]);
    }

    [Fact]
    public void The_clrs_own_extremes_are_read()
    {
        using var reader = Batches.Reader(Batches.Of(("t", Batches.Timestamps(new TimestampType(TimeUnit.Millisecond), -62_135_596_800_000, 253_402_300_799_999))));
        reader.Read();
        Assert.Equal(DateTime.MinValue, reader.GetDateTime(0));
        reader.Read();
        Assert.Equal(new DateTime(9999, 12, 31, 23, 59, 59, 999), reader.GetDateTime(0));
    }

    [Fact]
    public void Dates_are_DateTime_and_DateOnly()
    {
        var day = new DateOnly(1961, 4, 12);
        foreach (var array in new IArrowArray[] { new Date32Array.Builder().Append(day).Build(), new Date64Array.Builder().Append(day).Build() })
        {
            using var reader = Batches.OnFirstRow(array);
            Assert.Equal(typeof(DateTime), reader.GetFieldType(0));
            Assert.Equal(new DateTime(1961, 4, 12), reader.GetValue(0));
            Assert.Equal(new DateTime(1961, 4, 12), reader.GetDateTime(0));
            Assert.Equal(day, reader.GetFieldValue<DateOnly>(0));
            Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
        }
    }

    [Fact]
    public void Times_of_day_are_TimeSpan_and_TimeOnly()
    {
        var time = new TimeOnly(13, 14, 15, 16);
        IArrowArray[] arrays =
        [
            new Time32Array.Builder(new Time32Type(TimeUnit.Millisecond)).Append(time).Build(),
            new Time64Array.Builder(new Time64Type(TimeUnit.Nanosecond)).Append(time).Build(),
        ];
        foreach (var array in arrays)
        {
            using var reader = Batches.OnFirstRow(array);
            Assert.Equal(time.ToTimeSpan(), reader.GetValue(0));
            Assert.Equal(time, reader.GetFieldValue<TimeOnly>(0));
            Assert.Equal(time.ToTimeSpan(), reader.GetTimeSpan(0));
        }
    }
}
