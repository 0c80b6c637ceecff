using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Time;

/// <summary>
/// A pattern of times: with percent signs as strftime of C has it (<c>%Y-%m-%d</c>), else as to_char of PostgreSQL (<c>YYYY-MM-DD</c>).
/// Writes times and reads them.
/// </summary>
internal sealed partial class TimePattern
{
    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<string, TimePattern> Known = new(StringComparer.Ordinal);

    private readonly List<Part> _parts = [];
    private readonly bool _isWords;

    private TimePattern(string pattern)
    {
        if (pattern.Contains('%', StringComparison.Ordinal))
        {
            ReadPercents(pattern);
        }
        else
        {
            _isWords = true;
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
        foreach (var (field, literal, isPadded, letters, ordinal) in _parts)
        {
            var written = field switch
            {
                TimeField.Literal => literal,
                TimeField.MonthName or TimeField.ShortMonth => Cased(Short(DateTimeFormatInfo.InvariantInfo.GetMonthName(date.Month), field == TimeField.ShortMonth), letters).PadRight(NameWidth(field, isPadded)),
                TimeField.DayName or TimeField.ShortDay => Cased(Short(((DayOfWeek)Calendar.FloorModulo(day + 4, 7)).ToString(), field == TimeField.ShortDay), letters).PadRight(NameWidth(field, isPadded)),
                TimeField.RomanMonth => Cased(Romans[date.Month - 1], letters == 'l' ? 'l' : 'U').PadRight(isPadded ? 4 : 0),
                TimeField.Half => Cased(rest < Calendar.Day / 2 ? "AM" : "PM", letters == 'l' ? 'l' : 'U'),
                TimeField.PointedHalf => Cased(rest < Calendar.Day / 2 ? "A.M." : "P.M.", letters == 'l' ? 'l' : 'U'),
                TimeField.Era => Cased("AD", letters == 'l' ? 'l' : 'U'),
                TimeField.PointedEra => Cased("A.D.", letters == 'l' ? 'l' : 'U'),
                TimeField.OffsetMinutes => "00",
                TimeField.Fraction => Padded(rest % Calendar.Second, 9, true)[..literal.Length],
                TimeField.GroupedYear => $"{date.Year / 1000},{Padded(date.Year % 1000, 3, true)}",
                TimeField.Zone => "UTC",
                TimeField.Offset => "+00",
                TimeField.LongOffset => "+0000",
                TimeField.Milliseconds => Padded(rest % Calendar.Second / 1_000_000, 3, true),
                TimeField.Microseconds => Padded(rest % Calendar.Second / 1_000, 6, true),
                TimeField.Nanoseconds => Padded(rest % Calendar.Second, 9, true),
                TimeField.Year => Padded(date.Year, 4, isPadded),
                TimeField.IsoYear => Padded(Calendar.IsoWeekOf(day).Year, 4, isPadded),
                TimeField.ThreeDigitYear => Padded(date.Year % 1000, 3, isPadded),
                TimeField.ThreeDigitIsoYear => Padded(Calendar.IsoWeekOf(day).Year % 1000, 3, isPadded),
                TimeField.IsoDayOfYear => Padded(((Calendar.IsoWeekOf(day).Week - 1) * 7) + Calendar.FloorModulo(day + 3, 7) + 1, 3, isPadded),
                TimeField.DayOfYear => Padded(day - Calendar.DaysFrom(date.Year, 1, 1) + 1, 3, isPadded),
                _ => Padded(Number(field, day, date, rest, time), OneDigit(field) ? 1 : 2, isPadded),
            };
            text.Append(written).Append(ordinal is null ? "" : Cased(Ordinal(written), ordinal == 'l' ? 'l' : 'U'));
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
        long? julian = null;
        var at = 0;
        foreach (var (field, literal, _, _, ordinal) in _parts)
        {
            if (_isWords && field != TimeField.Literal)
            {
                SkipBlanks(text, ref at);
            }

            switch (field)
            {
                case TimeField.Literal when _isWords:
                    SkipLiteral(literal, text, ref at);
                    continue;
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
                case TimeField.RomanMonth:
                    if (Array.Find(LongestRomans, name => Takes(text, ref at, name)) is not { } roman)
                    {
                        return false;
                    }

                    month = 1 + Array.IndexOf(Romans, roman);

                    continue;
                case TimeField.Era or TimeField.PointedEra:
                    if (!Takes(text, ref at, "AD") && !Takes(text, ref at, "A.D."))
                    {
                        return false;
                    }

                    continue;
                case TimeField.Half or TimeField.PointedHalf:
                    isAfternoon = Takes(text, ref at, "PM") || Takes(text, ref at, "P.M.") ? true : Takes(text, ref at, "AM") || Takes(text, ref at, "A.M.") ? false : null;
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

            if (!TryNumber(text, ref at, MostDigits(field), out var number, out var digits))
            {
                return false;
            }

            if (field == TimeField.GroupedYear && Takes(text, ref at, ","))
            {
                if (!TryNumber(text, ref at, 3, out var hundreds, out _))
                {
                    return false;
                }

                number = (number * 1000) + hundreds;
            }

            at += ordinal is null || at + 2 > text.Length ? 0 : 2;

            switch (field)
            {
                case TimeField.Year or TimeField.GroupedYear: year = number; break;
                case TimeField.ThreeDigitYear or TimeField.OneDigitYear: year = number + (number < 70 || number is >= 100 and < 520 ? 2000 : number < 100 ? 1900 : 1000); break;
                case TimeField.Julian: julian = number - 2_440_588; break;
                case TimeField.SecondOfDay: (hour, minute, second) = (number / 3600, number / 60 % 60, number % 60); break;
                case TimeField.Quarter or TimeField.WeekOfYear or TimeField.DayOfWeek: break;
                case TimeField.ShortYear: year = number + (number < 70 ? 2000 : 1900); break;
                case TimeField.Month: month = number; break;
                case TimeField.Day: day = number; break;
                case TimeField.DayOfYear: dayOfYear = number; break;
                case TimeField.Hour or TimeField.HalfHour: hour = number; break;
                case TimeField.Minute: minute = number; break;
                case TimeField.Second: second = number; break;
                case TimeField.Epoch: epoch = number; break;
                case TimeField.Milliseconds or TimeField.Microseconds or TimeField.Nanoseconds or TimeField.Fraction: fraction = number * (long)Math.Pow(10, 9 - digits); break;
                default: throw new RerunException($"A time cannot be read from a pattern with {field}.", RerunErrorCode.InvalidArgument);
            }
        }

        if (isAfternoon is { } half)
        {
            hour = hour > 12 ? -1 : (hour % 12) + (half ? 12 : 0);
        }

        if (_isWords)
        {
            SkipBlanks(text, ref at);
        }

        if (at != text.Length || month is < 1 or > 12 || hour is < 0 or > 23 || minute > 59 || second > 59 || year is < 1 or > 9999
            || (dayOfYear == 0 ? day < 1 || day > Calendar.DaysIn(year, (int)month) : dayOfYear > 366))
        {
            return false;
        }

        var days = julian ?? (dayOfYear > 0 ? Calendar.DaysFrom(year, 1, 1) + dayOfYear - 1 : Calendar.DaysFrom(year, month, (int)day));
        var total = epoch is { } seconds
            ? ((Int128)seconds * Calendar.Second) + fraction
            : ((Int128)days * Calendar.Day) + (hour * Calendar.Hour) + (minute * Calendar.Minute) + (second * Calendar.Second) + fraction - offset;
        time = (long)total;
        return time == total;
    }

    private static long Number(TimeField field, long day, (long Year, int Month, int Day) date, long rest, long time) => field switch
    {
        TimeField.ShortYear => Calendar.FloorModulo(date.Year, 100),
        TimeField.OneDigitYear => Calendar.FloorModulo(date.Year, 10),
        TimeField.ShortIsoYear => Calendar.FloorModulo(Calendar.IsoWeekOf(day).Year, 100),
        TimeField.OneDigitIsoYear => Calendar.FloorModulo(Calendar.IsoWeekOf(day).Year, 10),
        TimeField.Century => ((date.Year - 1) / 100) + 1,
        TimeField.WeekOfMonth => ((date.Day - 1) / 7) + 1,
        TimeField.SecondOfDay => rest / Calendar.Second,
        TimeField.Month => date.Month,
        TimeField.Day => date.Day,
        TimeField.Hour => rest / Calendar.Hour,
        TimeField.HalfHour => ((rest / Calendar.Hour) + 11) % 12 + 1,
        TimeField.Minute => rest % Calendar.Hour / Calendar.Minute,
        TimeField.Second => rest % Calendar.Minute / Calendar.Second,
        TimeField.Quarter => ((date.Month - 1) / 3) + 1,
        TimeField.IsoWeek => Calendar.IsoWeekOf(day).Week,
        TimeField.WeekOfYear => ((day - Calendar.DaysFrom(date.Year, 1, 1)) / 7) + 1,
        TimeField.SundayWeek => (day - Calendar.DaysFrom(date.Year, 1, 1) + 7 - Calendar.FloorModulo(day + 4, 7)) / 7,
        TimeField.MondayWeek => (day - Calendar.DaysFrom(date.Year, 1, 1) + 7 - Calendar.FloorModulo(day + 3, 7)) / 7,
        TimeField.IsoDay => Calendar.FloorModulo(day + 3, 7) + 1,
        TimeField.WeekDay => Calendar.FloorModulo(day + 4, 7),
        TimeField.DayOfWeek => Calendar.FloorModulo(day + 4, 7) + 1,
        TimeField.Julian => day + Calendar.JulianDay,
        _ => Calendar.FloorDivide(time, Calendar.Second),
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
        'U' => TimeField.SundayWeek,
        'W' => TimeField.MondayWeek,
        'G' => TimeField.IsoYear,
        'u' => TimeField.IsoDay,
        'w' => TimeField.WeekDay,
        's' => TimeField.Epoch,
        'z' => TimeField.LongOffset,
        'Z' => TimeField.Zone,
        _ => null,
    };

    private void Nested(string pattern) => _parts.AddRange(Of(pattern)._parts);

    private void Add(TimeField field, bool isPadded) => _parts.Add(new Part(field, "", isPadded && field is not (TimeField.MonthName or TimeField.DayName), 'M', null));

    private void Literal(string text) => _parts.Add(new Part(TimeField.Literal, text, false, 'M', null));
}
