using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rerun.Arrow;

namespace Rerun.Data.Tests.Logic;

/// <summary>A result as the format of sqllogictest writes it.</summary>
internal static class LogicValues
{
    /// <summary>One value, by the letter of its column.</summary>
    public static string Text(object? value, char type) => (value, type) switch
    {
        (null or DBNull, _) => "NULL",
        (bool truth, 'I' or 'R') => Text(truth ? 1L : 0L, type),
        (double or float or decimal or RerunDecimal, 'I') => Whole(Plain(value)),
        (string text, 'I') => Whole(text),
        (_, 'R') when Number(Plain(value)) is { } number => Real(number),
        (string { Length: 0 }, _) => "(empty)",
        (string text, 'T') => Printable(text),
        _ => Plain(value),
    };

    /// <summary>One value as a query tool would show it: numbers with all of their digits.</summary>
    public static string Plain(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        double.NaN => "NaN",
        double number => double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity") : number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "+00",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => LogicSpans.Text(0, span.Days, (Int128)(span.Ticks % TimeSpan.TicksPerDay) * 100),
        MonthDayNanosecondInterval interval => LogicSpans.Text(interval.Months, interval.Days, interval.Nanoseconds),
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        string text => text,
        IReadOnlyDictionary<string, object?> fields => $"{{{string.Join(", ", fields.Select(field => $"'{field.Key}': {Item(field.Value)}"))}}}",
        IEnumerable items when value.GetType().GetElementType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) => Entries(items),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Item))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>One cell of a row as a query tool would show it.</summary>
    public static string Shown(object? value) => value switch
    {
        null or DBNull => "NULL",
        "" => "(empty)",
        _ => Plain(value),
    };

    private static string Item(object? value) => value is null or DBNull ? "NULL" : Plain(value);

    private static string Entries(IEnumerable entries) =>
        $"{{{string.Join(", ", entries.Cast<dynamic>().Select(entry => $"{Item((object?)entry.Key)}={Item((object?)entry.Value)}"))}}}";

    /// <summary>The values of rows one after the other, in the order of comparison.</summary>
    public static List<string> Ordered(IReadOnlyList<string[]> rows, LogicSort sort)
    {
        IEnumerable<string[]> ordered = sort == LogicSort.Rows ? rows.Order(Comparer<string[]>.Create(CompareRows)) : rows;
        IEnumerable<string> values = ordered.SelectMany(row => row);
        return [.. sort == LogicSort.Values ? values.Order(StringComparer.Ordinal) : values];
    }

    /// <summary>The line that stands for many values.</summary>
    public static string Digest(IReadOnlyCollection<string> values)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(values.Select(value => value + "\n")));
#pragma warning disable CA5351 // The format says MD5.
        return $"{values.Count} values hashing to {Convert.ToHexStringLower(MD5.HashData(text))}";
#pragma warning restore CA5351
    }

    /// <summary>The number that a text begins with, as SQLite reads text as a whole number.</summary>
    private static string Whole(string text)
    {
        double number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? Math.Truncate(parsed) : 0;
        return number == 0 ? "0" : number.ToString("F0", CultureInfo.InvariantCulture);
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static string Real(double number) =>
        double.IsFinite(number) ? number.ToString("F3", CultureInfo.InvariantCulture) : Plain(number);

    private static string Printable(string text) => string.Create(text.Length, text, (characters, source) =>
    {
        for (int i = 0; i < characters.Length; i++)
        {
            characters[i] = source[i] is < ' ' or '\x7f' ? '@' : source[i];
        }
    });

    private static int CompareRows(string[]? left, string[]? right)
    {
        for (int i = 0; i < left!.Length; i++)
        {
            int order = string.CompareOrdinal(left[i], right![i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
