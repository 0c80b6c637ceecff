using System.Globalization;

namespace Rerun.Query.Execution.Time;

/// <content>The words of PostgreSQL's to_char, and how they read and write.</content>
internal sealed partial class TimePattern
{
    // The longest of those that begin alike stand first.
    private static readonly (string Word, TimeField Field)[] Words =
    [
        ("Y,YYY", TimeField.GroupedYear), ("SSSSS", TimeField.SecondOfDay), ("SSSS", TimeField.SecondOfDay), ("MONTH", TimeField.MonthName), ("HH24", TimeField.Hour), ("HH12", TimeField.HalfHour),
        ("IYYY", TimeField.IsoYear), ("YYYY", TimeField.Year), ("IDDD", TimeField.IsoDayOfYear), ("A.M.", TimeField.PointedHalf), ("P.M.", TimeField.PointedHalf), ("A.D.", TimeField.PointedEra),
        ("B.C.", TimeField.PointedEra), ("IYY", TimeField.ThreeDigitIsoYear), ("YYY", TimeField.ThreeDigitYear), ("DDD", TimeField.DayOfYear), ("DAY", TimeField.DayName), ("MON", TimeField.ShortMonth),
        ("TZH", TimeField.Offset), ("TZM", TimeField.OffsetMinutes), ("FF1", TimeField.Fraction), ("FF2", TimeField.Fraction), ("FF3", TimeField.Fraction), ("FF4", TimeField.Fraction),
        ("FF5", TimeField.Fraction), ("FF6", TimeField.Fraction), ("IY", TimeField.ShortIsoYear), ("YY", TimeField.ShortYear), ("MM", TimeField.Month), ("MI", TimeField.Minute), ("MS", TimeField.Milliseconds),
        ("DD", TimeField.Day), ("DY", TimeField.ShortDay), ("HH", TimeField.HalfHour), ("SS", TimeField.Second), ("US", TimeField.Microseconds), ("NS", TimeField.Nanoseconds), ("AM", TimeField.Half),
        ("PM", TimeField.Half), ("AD", TimeField.Era), ("BC", TimeField.Era), ("TZ", TimeField.Zone), ("OF", TimeField.Offset), ("IW", TimeField.IsoWeek), ("WW", TimeField.WeekOfYear), ("ID", TimeField.IsoDay),
        ("CC", TimeField.Century), ("RM", TimeField.RomanMonth), ("Q", TimeField.Quarter), ("D", TimeField.DayOfWeek), ("J", TimeField.Julian), ("W", TimeField.WeekOfMonth), ("Y", TimeField.OneDigitYear),
        ("I", TimeField.OneDigitIsoYear),
    ];

    private static readonly string[] Romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    private static readonly string[] LongestRomans = [.. Romans.OrderByDescending(roman => roman.Length)];

    private static string Padded(long number, int digits, bool isPadded) =>
        number.ToString(isPadded ? $"D{digits.ToString(CultureInfo.InvariantCulture)}" : "D", CultureInfo.InvariantCulture);

    private static string Short(string name, bool isShort) => isShort && name.Length > 3 ? name[..3] : name;

    private static string Cased(string name, char letters) => letters switch
    {
        'U' => name.ToUpperInvariant(),
        'l' => name.ToLowerInvariant(),
        _ => name,
    };

    private static bool OneDigit(TimeField field) => field is TimeField.Epoch or TimeField.Julian or TimeField.Quarter or TimeField.DayOfWeek or TimeField.WeekDay or TimeField.IsoDay
        or TimeField.OneDigitYear or TimeField.OneDigitIsoYear or TimeField.WeekOfMonth or TimeField.SecondOfDay;

    private static int NameWidth(TimeField field, bool isPadded) => isPadded && field is (TimeField.MonthName or TimeField.DayName) ? 9 : 0;

    private static int MostDigits(TimeField field) => field switch
    {
        TimeField.Year or TimeField.IsoYear => 4,
        TimeField.DayOfYear or TimeField.ThreeDigitYear => 3,
        TimeField.Epoch or TimeField.Julian => 12,
        TimeField.SecondOfDay => 5,
        TimeField.Milliseconds or TimeField.Microseconds or TimeField.Nanoseconds or TimeField.Fraction => 9,
        TimeField.OneDigitYear or TimeField.GroupedYear or TimeField.Quarter or TimeField.DayOfWeek => 1,
        _ => 2,
    };

    /// <summary>The letters behind an ordinal number.</summary>
    private static string Ordinal(string number) => (number.Length > 1 && number[^2] == '1' ? '0' : number[^1]) switch
    {
        '1' => "ST",
        '2' => "ND",
        '3' => "RD",
        _ => "TH",
    };

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    // Any sign between the parts of a time stands for any other; letters and digits are passed over.
    private static void SkipLiteral(string literal, string text, ref int at)
    {
        foreach (var c in literal)
        {
            if (char.IsLetterOrDigit(c))
            {
                at += at < text.Length ? 1 : 0;
                continue;
            }

            SkipBlanks(text, ref at);
            if (at < text.Length && !char.IsLetterOrDigit(text[at]) && (c == text[at] || text[at] is not ('+' or '-') || c != ' '))
            {
                at++;
            }
        }
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

    private void ReadWords(string pattern)
    {
        var isPadded = true;
        for (var i = 0; i < pattern.Length;)
        {
            if (pattern[i] == '"')
            {
                i = ReadQuoted(pattern, i + 1);
                continue;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] == '"')
            {
                Literal("\"");
                i += 2;
                continue;
            }

            if (Begins(pattern, i, "FM") || Begins(pattern, i, "TM") || Begins(pattern, i, "FX"))
            {
                isPadded &= Begins(pattern, i, "FX");
                i += 2;
                continue;
            }

            var word = Array.Find(Words, word => Begins(pattern, i, word.Word));
            if (word.Word is null)
            {
                Literal(pattern[i].ToString());
                i++;
                continue;
            }

            var written = pattern.Substring(i, word.Word.Length);
            var letters = written == written.ToUpperInvariant() ? 'U' : written == written.ToLowerInvariant() ? 'l' : 'M';
            i += word.Word.Length;
            char? ordinal = IsNumber(word.Field) && Begins(pattern, i, "TH") ? pattern[i] == 't' ? 'l' : 'U' : null;
            i += ordinal is null ? 0 : 2;
            _parts.Add(new Part(word.Field, word.Field == TimeField.Fraction ? new string('0', written[2] - '0') : "", isPadded, letters, ordinal));
            isPadded = true;
        }
    }

    private int ReadQuoted(string pattern, int at)
    {
        for (; at < pattern.Length && pattern[at] != '"'; at++)
        {
            at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
            Literal(pattern[at].ToString());
        }

        return at + 1;
    }

    private static bool Begins(string pattern, int at, string word) => string.Compare(pattern, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsNumber(TimeField field) => field is not (TimeField.MonthName or TimeField.ShortMonth or TimeField.RomanMonth or TimeField.DayName or TimeField.ShortDay or TimeField.Half or TimeField.PointedHalf
        or TimeField.Era or TimeField.PointedEra or TimeField.Zone);

    /// <summary>A part of a pattern.</summary>
    /// <param name="Field">What it stands for.</param>
    /// <param name="Text">The text of a literal; of a fraction as many signs as it has digits.</param>
    /// <param name="IsPadded">Whether numbers begin with zeros, and names end with blanks.</param>
    /// <param name="Case">U for capital letters, l for small ones, M for both.</param>
    /// <param name="Ordinal">U or l where th, st, nd or rd follows the number.</param>
    private readonly record struct Part(TimeField Field, string Text, bool IsPadded, char Case, char? Ordinal);
}
