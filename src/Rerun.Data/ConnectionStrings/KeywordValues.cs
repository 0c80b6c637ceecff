using System.Globalization;

namespace Rerun.Data.ConnectionStrings;

/// <summary>Reads the values of keywords, each kind with the one message of what it expects.</summary>
internal static class KeywordValues
{
    public static object Text(object given) => Convert.ToString(given, CultureInfo.InvariantCulture) ?? "";

    public static object Boolean(object given)
    {
        if (given is bool value)
        {
            return value;
        }

        return TextOf(given).ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" or "ON" => true,
            "FALSE" or "NO" or "0" or "OFF" => false,
            _ => throw new FormatException("it must be true or false."),
        };
    }

    public static object Seconds(object given) => Integer(given, 0, int.MaxValue / 1000, "a number of seconds, 0 for none");

    public static object Parallelism(object given) => Integer(given, 0, 4096, "a number of threads from 1 to 4096, or 0 for the number of processors");

    /// <summary>A number of bytes: digits, optionally with KB, MB, GB or TB (binary units).</summary>
    public static object Bytes(object given)
    {
        var text = TextOf(given);
        var digits = text.AsSpan().TrimEnd("BbIiKkMmGgTt ");
        var unit = text.AsSpan(digits.Length).Trim();
        var shift = unit switch
        {
            "" or "b" or "B" => 0,
            _ => char.ToUpperInvariant(unit[0]) switch
            {
                'K' => 10,
                'M' => 20,
                'G' => 30,
                'T' => 40,
                _ => -1,
            },
        };
        if (unit.Length > 3
            || shift < 0
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue >> shift)
        {
            throw new FormatException("it must be a number of bytes, optionally with KB, MB, GB or TB.");
        }

        return count << shift;
    }

    public static object Choice<T>(object given)
        where T : struct, Enum
    {
        if (given is T value && Enum.IsDefined(value))
        {
            return value;
        }

        // Digits would pass Enum.TryParse and are no names.
        var text = TextOf(given);
        return text.Length > 0 && !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
            ? parsed
            : throw new FormatException($"it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static object Integer(object given, int least, int most, string expected) =>
        int.TryParse(TextOf(given), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new FormatException($"it must be {expected}.");

    private static string TextOf(object given) => (Convert.ToString(given, CultureInfo.InvariantCulture) ?? "").Trim();
}
