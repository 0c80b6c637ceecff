using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Time;

/// <summary>
/// A pattern of times: with percent signs as strftime of C has it (<c>%Y-%m-%d</c>), else as to_char of PostgreSQL (<c>YYYY-MM-DD</c>).
/// Writes times and reads them.
/// </summary>
internal sealed class TimePattern
{
    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<string, TimePattern> Known = new(StringComparer.Ordinal);

    private static readonly (string Word, TimeField Field)[] Words =
    [
        ("HH24", TimeField.Hour), ("HH12", TimeField.HalfHour), ("IYYY", TimeField.IsoYear), ("YYYY", TimeField.Year), ("MONTH", TimeField.MonthName), ("DDD", TimeField.DayOfYear),
        ("DAY", TimeField.DayName), ("MON", TimeField.ShortMonth), ("YY", TimeField.ShortYear), ("MM", TimeField.Month), ("MI", TimeField.Minute), ("MS", TimeField.Milliseconds),
        ("DD", TimeField.Day), ("DY", TimeField.ShortDay), ("HH", TimeField.HalfHour), ("SS", TimeField.Second), ("US", TimeField.Microseconds), ("NS", TimeField.Nanoseconds),
        ("AM", TimeField.Half), ("PM", TimeField.Half), ("TZ", TimeField.Zone), ("OF", TimeField.Offset), ("IW", TimeField.IsoWeek), ("WW", TimeField.WeekOfYear), ("ID", TimeField.IsoDay),
        ("Q", TimeField.Quarter), ("D", TimeField.DayOfWeek), ("J", TimeField.Julian),
    ];

    private readonly List<(TimeField Field, string Text, bool IsPadded, char Case)> _parts = [];

    private TimePattern(string pattern)
    {
        if (pattern.Contains('%', StringComparison.Ordinal))
        {
            ReadPercents(pattern);
        }
        else
        {
            ReadWords(pattern);
        }
    }

    /// <summary>The pattern of a text.</summary>
    public static TimePattern Of(string pattern)
    {
        if (!Known.TryGetValue(pattern, out var known))
        {
            if (Known.Count >= MostKept)
            {
                Known.Clear();
            }

            Known[pattern] = known = new TimePattern(pattern);
        }

        return known;
    }

    /// <summary>A time as text.</summary>
    /// <param name="time">Nanoseconds since 1970.</param>
    public string Format(long time)
    {
        var text = new StringBuilder();
        var day = Calendar.DayOf(time);
        var date = Calendar.DateOf(day);
        var rest = Calendar.FloorModulo(time, Calendar.Day);
        foreach (var (field, literal, isPadded, letters) in _parts)
        {
            text.Append(field switch
            {
                TimeField.Literal => literal,
                TimeField.MonthName or TimeField.ShortMonth => Cased(Short(DateTimeFormatInfo.InvariantInfo.GetMonthName(date.Month), field == TimeField.ShortMonth), letters),
                TimeField.DayName or TimeField.ShortDay => Cased(Short(((DayOfWeek)Calendar.FloorModulo(day + 4, 7)).ToString(), field == TimeField.ShortDay), letters),
                TimeField.Half => Cased(rest < Calendar.Day / 2 ? "AM" : "PM", letters == 'l' ? 'l' : 'U'),
                TimeField.Zone => "UTC",
                TimeField.Offset => "+00",
                TimeField.LongOffset => "+0000",
                TimeField.Milliseconds => Padded(rest % Calendar.Second / 1_000_000, 3, true),
                TimeField.Microseconds => Padded(rest % Calendar.Second / 1_000, 6, true),
                TimeField.Nanoseconds => Padded(rest % Calendar.Second, 9, true),
                TimeField.Year => Padded(date.Year, 4, isPadded),
                TimeField.IsoYear => Padded(Calendar.IsoWeekOf(day).Year, 4, isPadded),
                TimeField.DayOfYear => Padded(day - Calendar.DaysFrom(date.Year, 1, 1) + 1, 3, isPadded),
                _ => Padded(Number(field, day, date, rest, time), field is TimeField.Epoch or TimeField.Julian or TimeField.Quarter or TimeField.DayOfWeek or TimeField.WeekDay or TimeField.IsoDay ? 1 : 2, isPadded),
            });
        }

        return text.ToString();
    }

    /// <summary>Reads a text as a time; false if it does not follow the pattern.</summary>
    public bool TryParse(string text, out long time)
    {
        time = 0;
        var (year, month, day, dayOfYear, hour, minute, second, fraction, offset) = (1970L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L);
        bool? isAfternoon = null;
        long? epoch = null;
        var at = 0;
        foreach (var (field, literal, _, _) in _parts)
        {
            switch (field)
            {
                case TimeField.Literal:
                    // Blanks match any number of blanks.
                    if (string.IsNullOrWhiteSpace(literal))
                    {
                        while (at < text.Length && char.IsWhiteSpace(text[at]))
                        {
                            at++;
                        }
                    }
                    else if (string.CompareOrdinal(text, at, literal, 0, literal.Length) == 0)
                    {
                        at += literal.Length;
                    }
                    else
                    {
                        return false;
                    }

                    continue;
                case TimeField.MonthName or TimeField.ShortMonth:
                    month = 1 + Array.FindIndex(DateTimeFormatInfo.InvariantInfo.MonthNames, name => Takes(text, ref at, Short(name, field == TimeField.ShortMonth)));
                    if (month == 0)
                    {
                        return false;
                    }

                    continue;
                case TimeField.DayName or TimeField.ShortDay:
                    if (!Array.Exists(DateTimeFormatInfo.InvariantInfo.DayNames, name => Takes(text, ref at, Short(name, field == TimeField.ShortDay))))
                    {
                        return false;
                    }

                    continue;
                case TimeField.Half:
                    isAfternoon = Takes(text, ref at, "PM") ? true : Takes(text, ref at, "AM") ? false : null;
                    if (isAfternoon is null)
                    {
                        return false;
                    }

                    continue;
                case TimeField.Zone:
                    if (!Takes(text, ref at, "UTC") && !Takes(text, ref at, "Z"))
                    {
                        return false;
                    }

                    continue;
                case TimeField.Offset or TimeField.LongOffset:
                    if (!TryOffset(text, ref at, out offset))
                    {
                        return false;
                    }

                    continue;
            }

            var isFraction = field is TimeField.Milliseconds or TimeField.Microseconds or TimeField.Nanoseconds;
            if (!TryNumber(text, ref at, field switch { TimeField.Year or TimeField.IsoYear => 4, TimeField.DayOfYear => 3, TimeField.Epoch or TimeField.Julian => 12, _ when isFraction => 9, _ => 2 }, out var number, out var digits))
            {
                return false;
            }

            switch (field)
            {
                case TimeField.Year: year = number; break;
                case TimeField.ShortYear: year = number + (number < 70 ? 2000 : 1900); break;
                case TimeField.Month: month = number; break;
                case TimeField.Day: day = number; break;
                case TimeField.DayOfYear: dayOfYear = number; break;
                case TimeField.Hour or TimeField.HalfHour: hour = number; break;
                case TimeField.Minute: minute = number; break;
                case TimeField.Second: second = number; break;
                case TimeField.Epoch: epoch = number; break;
                case TimeField.Milliseconds or TimeField.Microseconds or TimeField.Nanoseconds: fraction = number * (long)Math.Pow(10, 9 - digits); break;
                default: throw new RerunException($"A time cannot be read from a pattern with {field}.", RerunErrorCode.InvalidArgument);
            }
        }

        if (isAfternoon is { } half)
        {
            hour = hour > 12 ? -1 : (hour % 12) + (half ? 12 : 0);
        }

        if (at != text.Length || month is < 1 or > 12 || hour is < 0 or > 23 || minute > 59 || second > 59 || year is < 1 or > 9999
            || (dayOfYear == 0 ? day < 1 || day > Calendar.DaysIn(year, (int)month) : dayOfYear > 366))
        {
            return false;
        }

        var days = dayOfYear > 0 ? Calendar.DaysFrom(year, 1, 1) + dayOfYear - 1 : Calendar.DaysFrom(year, month, (int)day);
        var total = epoch is { } seconds
            ? ((Int128)seconds * Calendar.Second) + fraction
            : ((Int128)days * Calendar.Day) + (hour * Calendar.Hour) + (minute * Calendar.Minute) + (second * Calendar.Second) + fraction - offset;
        time = (long)total;
        return time == total;
    }

    private static long Number(TimeField field, long day, (long Year, int Month, int Day) date, long rest, long time) => field switch
    {
        TimeField.ShortYear => Calendar.FloorModulo(date.Year, 100),
        TimeField.Month => date.Month,
        TimeField.Day => date.Day,
        TimeField.Hour => rest / Calendar.Hour,
        TimeField.HalfHour => ((rest / Calendar.Hour) + 11) % 12 + 1,
        TimeField.Minute => rest % Calendar.Hour / Calendar.Minute,
        TimeField.Second => rest % Calendar.Minute / Calendar.Second,
        TimeField.Quarter => ((date.Month - 1) / 3) + 1,
        TimeField.IsoWeek => Calendar.IsoWeekOf(day).Week,
        TimeField.WeekOfYear => ((day - Calendar.DaysFrom(date.Year, 1, 1)) / 7) + 1,
        TimeField.IsoDay => Calendar.FloorModulo(day + 3, 7) + 1,
        TimeField.WeekDay => Calendar.FloorModulo(day + 4, 7),
        TimeField.DayOfWeek => Calendar.FloorModulo(day + 4, 7) + 1,
        TimeField.Julian => day + 2_440_588,
        _ => Calendar.FloorDivide(time, Calendar.Second),
    };

    private static string Padded(long number, int digits, bool isPadded) =>
        number.ToString(isPadded ? $"D{digits.ToString(CultureInfo.InvariantCulture)}" : "D", CultureInfo.InvariantCulture);

    private static string Short(string name, bool isShort) => isShort && name.Length > 3 ? name[..3] : name;

    private static string Cased(string name, char letters) => letters switch
    {
        'U' => name.ToUpperInvariant(),
        'l' => name.ToLowerInvariant(),
        _ => name,
    };

    private static bool Takes(string text, ref int at, string word)
    {
        if (word.Length == 0 || string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        at += word.Length;
        return true;
    }

    private static bool TryNumber(string text, ref int at, int most, out long number, out int digits)
    {
        var start = at;
        while (at < text.Length && at - start < most && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        digits = at - start;
        return long.TryParse(text.AsSpan(start, digits), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryOffset(string text, ref int at, out long offset)
    {
        offset = 0;
        if (Takes(text, ref at, "Z"))
        {
            return true;
        }

        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        var sign = text[at++] == '-' ? -1 : 1;
        if (!TryNumber(text, ref at, 2, out var hours, out _))
        {
            return false;
        }

        _ = Takes(text, ref at, ":");
        TryNumber(text, ref at, 2, out var minutes, out _);
        offset = sign * ((hours * Calendar.Hour) + (minutes * Calendar.Minute));
        return hours < 24 && minutes < 60;
    }

    private void ReadPercents(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                Literal(pattern[i].ToString());
                continue;
            }

            i++;
            var isPadded = i >= pattern.Length || pattern[i] != '-';
            i += isPadded ? 0 : 1;
            if (i < pattern.Length && pattern[i] is '3' or '6' or '9' && i + 1 < pattern.Length && pattern[i + 1] == 'f')
            {
                Add(pattern[i] == '3' ? TimeField.Milliseconds : pattern[i] == '6' ? TimeField.Microseconds : TimeField.Nanoseconds, true);
                i++;
                continue;
            }

            var code = i < pattern.Length ? pattern[i] : '\0';
            switch (code)
            {
                case '%': Literal("%"); break;
                case 'T' or 'X': Nested("%H:%M:%S"); break;
                case 'F' or 'x': Nested("%Y-%m-%d"); break;
                case 'D': Nested("%m/%d/%y"); break;
                case 'R': Nested("%H:%M"); break;
                case 'c': Nested("%Y-%m-%d %H:%M:%S"); break;
                case 'n': Add(TimeField.Nanoseconds, true); break;
                default:
                    Add(FieldOf(code) ?? throw new RerunException($"'%{code}' is no part of a pattern of times.", RerunErrorCode.InvalidArgument), isPadded);
                    break;
            }
        }
    }

    private static TimeField? FieldOf(char code) => code switch
    {
        'Y' => TimeField.Year,
        'y' => TimeField.ShortYear,
        'm' => TimeField.Month,
        'd' or 'e' => TimeField.Day,
        'H' => TimeField.Hour,
        'I' => TimeField.HalfHour,
        'M' => TimeField.Minute,
        'S' => TimeField.Second,
        'f' => TimeField.Microseconds,
        'g' => TimeField.Milliseconds,
        'p' => TimeField.Half,
        'B' => TimeField.MonthName,
        'b' or 'h' => TimeField.ShortMonth,
        'A' => TimeField.DayName,
        'a' => TimeField.ShortDay,
        'j' => TimeField.DayOfYear,
        'V' => TimeField.IsoWeek,
        'G' => TimeField.IsoYear,
        'u' => TimeField.IsoDay,
        'w' => TimeField.WeekDay,
        's' => TimeField.Epoch,
        'z' => TimeField.LongOffset,
        'Z' => TimeField.Zone,
        _ => null,
    };

    private void ReadWords(string pattern)
    {
        var isPadded = true;
        for (var i = 0; i < pattern.Length;)
        {
            if (pattern[i] == '"')
            {
                var end = pattern.IndexOf('"', i + 1);
                end = end < 0 ? pattern.Length : end;
                Literal(pattern[(i + 1)..end]);
                i = end + 1;
                continue;
            }

            if (string.Compare(pattern, i, "FM", 0, 2, StringComparison.OrdinalIgnoreCase) == 0)
            {
                isPadded = false;
                i += 2;
                continue;
            }

            var word = Array.Find(Words, word => string.Compare(pattern, i, word.Word, 0, word.Word.Length, StringComparison.OrdinalIgnoreCase) == 0);
            if (word.Word is null)
            {
                Literal(pattern[i].ToString());
                i++;
                continue;
            }

            var written = pattern.Substring(i, word.Word.Length);
            var letters = written == written.ToUpperInvariant() ? 'U' : written == written.ToLowerInvariant() ? 'l' : 'M';
            _parts.Add((word.Field, "", isPadded, letters));
            isPadded = true;
            i += word.Word.Length;
        }
    }

    private void Nested(string pattern) => _parts.AddRange(Of(pattern)._parts);

    private void Add(TimeField field, bool isPadded) => _parts.Add((field, "", isPadded, 'M'));

    private void Literal(string text) => _parts.Add((TimeField.Literal, text, false, 'M'));
}
