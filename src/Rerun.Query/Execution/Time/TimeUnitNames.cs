using System.Text;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Time;

/// <summary>The names of the parts and units of dates and times.</summary>
internal static class TimeUnitNames
{
    private static readonly Dictionary<string, DatePart> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nanosecond"] = DatePart.Nanosecond, ["nanoseconds"] = DatePart.Nanosecond, ["ns"] = DatePart.Nanosecond, ["nanos"] = DatePart.Nanosecond,
        ["microsecond"] = DatePart.Microsecond, ["microseconds"] = DatePart.Microsecond, ["us"] = DatePart.Microsecond, ["usec"] = DatePart.Microsecond, ["usecs"] = DatePart.Microsecond, ["usecond"] = DatePart.Microsecond, ["useconds"] = DatePart.Microsecond, ["µs"] = DatePart.Microsecond, ["micros"] = DatePart.Microsecond,
        ["millisecond"] = DatePart.Millisecond, ["milliseconds"] = DatePart.Millisecond, ["ms"] = DatePart.Millisecond, ["msec"] = DatePart.Millisecond, ["msecs"] = DatePart.Millisecond, ["msecond"] = DatePart.Millisecond, ["mseconds"] = DatePart.Millisecond, ["millis"] = DatePart.Millisecond,
        ["second"] = DatePart.Second, ["seconds"] = DatePart.Second, ["sec"] = DatePart.Second, ["secs"] = DatePart.Second, ["s"] = DatePart.Second,
        ["minute"] = DatePart.Minute, ["minutes"] = DatePart.Minute, ["min"] = DatePart.Minute, ["mins"] = DatePart.Minute, ["m"] = DatePart.Minute,
        ["hour"] = DatePart.Hour, ["hours"] = DatePart.Hour, ["hr"] = DatePart.Hour, ["hrs"] = DatePart.Hour, ["h"] = DatePart.Hour,
        ["day"] = DatePart.Day, ["days"] = DatePart.Day, ["d"] = DatePart.Day,
        ["week"] = DatePart.Week, ["weeks"] = DatePart.Week, ["w"] = DatePart.Week,
        ["month"] = DatePart.Month, ["months"] = DatePart.Month, ["mon"] = DatePart.Month, ["mons"] = DatePart.Month,
        ["quarter"] = DatePart.Quarter, ["quarters"] = DatePart.Quarter,
        ["year"] = DatePart.Year, ["years"] = DatePart.Year, ["yr"] = DatePart.Year, ["yrs"] = DatePart.Year, ["y"] = DatePart.Year,
        ["decade"] = DatePart.Decade, ["decades"] = DatePart.Decade, ["dec"] = DatePart.Decade, ["decs"] = DatePart.Decade,
        ["century"] = DatePart.Century, ["centuries"] = DatePart.Century, ["cent"] = DatePart.Century, ["c"] = DatePart.Century,
        ["millennium"] = DatePart.Millennium, ["millennia"] = DatePart.Millennium, ["millenniums"] = DatePart.Millennium, ["mil"] = DatePart.Millennium, ["mils"] = DatePart.Millennium,
        ["epoch"] = DatePart.Epoch,
        ["dow"] = DatePart.DayOfWeek, ["dayofweek"] = DatePart.DayOfWeek, ["weekday"] = DatePart.DayOfWeek,
        ["isodow"] = DatePart.IsoDayOfWeek,
        ["doy"] = DatePart.DayOfYear, ["dayofyear"] = DatePart.DayOfYear,
        ["isoyear"] = DatePart.IsoYear,
        ["era"] = DatePart.Era,
        ["julian"] = DatePart.Julian,
        ["yearweek"] = DatePart.YearWeek,
        ["timezone"] = DatePart.Zone, ["timezone_hour"] = DatePart.Zone, ["timezone_minute"] = DatePart.Zone,
    };

    private static readonly Dictionary<string, DatePart>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The part of a name, or null.</summary>
    public static DatePart? Find(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[16];
        return name.Length is > 0 and <= 16 && Lookup.TryGetValue(chars[..Encoding.UTF8.GetChars(name, chars)], out var part) ? part : null;
    }

    /// <summary>The part that a constant text names.</summary>
    /// <exception cref="RerunException">There is no such part.</exception>
    public static DatePart Of(ReadOnlySpan<byte> name) => Find(name) ?? throw new RerunException(
        $"'{Encoding.UTF8.GetString(name)}' is no part of a date or time; there are nanosecond, microsecond, millisecond, second, minute, hour, day, week, month, quarter, year, decade, century, millennium, epoch, dow, isodow, doy, isoyear, era, julian, yearweek and timezone.",
        RerunErrorCode.InvalidArgument);

    /// <summary>The nanoseconds of a unit of fixed length; 0 for all others.</summary>
    public static long NanosecondsIn(DatePart unit) => unit switch
    {
        DatePart.Nanosecond => 1,
        DatePart.Microsecond => 1_000,
        DatePart.Millisecond => 1_000_000,
        DatePart.Second => Calendar.Second,
        DatePart.Minute => Calendar.Minute,
        DatePart.Hour => Calendar.Hour,
        DatePart.Day => Calendar.Day,
        DatePart.Week => Calendar.Week,
        _ => 0,
    };

    /// <summary>The months of a unit; 0 for those that are not made of months.</summary>
    public static int MonthsIn(DatePart unit) => unit switch
    {
        DatePart.Month => 1,
        DatePart.Quarter => 3,
        DatePart.Year => 12,
        DatePart.Decade => 120,
        DatePart.Century => 1_200,
        DatePart.Millennium => 12_000,
        _ => 0,
    };
}
