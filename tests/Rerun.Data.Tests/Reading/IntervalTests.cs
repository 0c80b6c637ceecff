using System.Data;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Drives;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>Intervals: spans where the calendar does not matter, Arrow's struct where it does.</summary>
public sealed class IntervalTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public void An_interval_without_months_is_a_TimeSpan()
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand("SELECT INTERVAL '1 day 2 hours' AS a, INTERVAL '-1 day 1 second' AS b, CAST(NULL AS INTERVAL) AS c").ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(typeof(TimeSpan), reader.GetFieldType(0));
        Assert.Equal(typeof(MonthDayNanosecondInterval), reader.GetProviderSpecificFieldType(0));
        Assert.Equal("INTERVAL", reader.GetDataTypeName(0));
        Assert.Equal(TimeSpan.FromHours(26), reader.GetValue(0));
        Assert.Equal(TimeSpan.FromHours(26), reader.GetTimeSpan(0));
        Assert.Equal(TimeSpan.FromHours(26), reader.GetFieldValue<TimeSpan>(0));
        Assert.Equal(TimeSpan.FromHours(26), reader.GetFieldValue<TimeSpan?>(0));
        Assert.Equal(new MonthDayNanosecondInterval(0, 1, 7_200_000_000_000), reader.GetProviderSpecificValue(0));
        Assert.Equal(new MonthDayNanosecondInterval(0, 1, 7_200_000_000_000), reader.GetFieldValue<MonthDayNanosecondInterval>(0));
        Assert.Equal(TimeSpan.FromSeconds(1) - TimeSpan.FromDays(1), reader.GetValue(1));
        Assert.Equal(DBNull.Value, reader.GetValue(2));
        Assert.Null(reader.GetFieldValue<TimeSpan?>(2));
        Assert.Throws<InvalidCastException>(() => reader.GetTimeSpan(2));
    }

    [Fact]
    public void Months_have_no_fixed_length_and_say_how_they_are_read()
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand("SELECT age(TIMESTAMP '2025-03-02', TIMESTAMP '2025-01-01') AS age").ExecuteReader();
        Assert.True(reader.Read());
        var fault = Assert.Throws<InvalidCastException>(() => reader.GetValue(0));
        Assert.Contains("'age' has an interval of 2 months", fault.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(MonthDayNanosecondInterval), fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Message, Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<TimeSpan>(0)).Message);
        Assert.Equal(new MonthDayNanosecondInterval(2, 1, 0), reader.GetFieldValue<MonthDayNanosecondInterval>(0));
        Assert.Equal(new MonthDayNanosecondInterval(2, 1, 0), reader.GetProviderSpecificValue(0));
    }

    [Fact]
    public void Lists_of_intervals_are_lists_of_spans()
    {
        using var connection = drives.Open();
        using var reader = connection.CreateCommand("SELECT [INTERVAL '1 hour', NULL] AS some, [INTERVAL '1 hour', INTERVAL '1 day'] AS whole").ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(typeof(TimeSpan?[]), reader.GetFieldType(0));
        Assert.Equal(new TimeSpan?[] { TimeSpan.FromHours(1), null }, reader.GetValue(0));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromDays(1)], reader.GetFieldValue<TimeSpan[]>(1));
        Assert.Equal([new(0, 0, 3_600_000_000_000), new(0, 1, 0)], reader.GetFieldValue<MonthDayNanosecondInterval[]>(1));
    }

    [Fact]
    public void Components_of_recordings_never_keep_a_row_from_being_read()
    {
        var metadata = new Dictionary<string, string> { ["rerun:kind"] = "data" };
        var values = new MonthDayNanosecondInterval[] { new(1, 2, 3), new(0, 1, 0) };
        var field = new Field("x", IntervalType.MonthDayNanosecond, true, metadata);
        var array = new MonthDayNanosecondIntervalArray.Builder().Append(values[0]).Append(values[1]).Build();
        using var reader = Batches.Reader(Batches.Of(field, array));
        Assert.Equal(typeof(MonthDayNanosecondInterval), reader.GetFieldType(0));
        Assert.True(reader.Read());
        Assert.Equal(values[0], reader.GetValue(0));
        Assert.Throws<InvalidCastException>(() => reader.GetTimeSpan(0));
        Assert.True(reader.Read());
        Assert.Equal(TimeSpan.FromDays(1), reader.GetFieldValue<TimeSpan>(0));
    }

    [Fact]
    public void Tables_hold_spans_or_the_lossless_struct()
    {
        using var connection = drives.Open();
        var plain = new DataTable();
        using var adapter = new RerunDataAdapter("SELECT INTERVAL '3 hours' AS span", connection);
        adapter.Fill(plain);
        Assert.Equal(TimeSpan.FromHours(3), plain.Rows[0]["span"]);
        using var exact = new RerunDataAdapter("SELECT INTERVAL '1 month' AS span", connection) { ReturnProviderSpecificTypes = true };
        var lossless = new DataTable();
        exact.Fill(lossless);
        Assert.Equal(new MonthDayNanosecondInterval(1, 0, 0), lossless.Rows[0]["span"]);
    }
}
