using System.Globalization;

namespace Rerun.Data.Tests.Logic;

/// <summary>Intervals as DuckDB and PostgreSQL write them.</summary>
internal static class LogicSpans
{
    private const long Second = 1_000_000_000;

    public static string Text(int months, int days, Int128 nanoseconds)
    {
        var parts = new List<string>();
        Add(parts, months / 12, "year");
        Add(parts, months % 12, "month");
        Add(parts, days, "day");
        if (nanoseconds != 0 || parts.Count == 0)
        {
            Int128 rest = Int128.Abs(nanoseconds);
            string fraction = ((long)(rest % Second)).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
            Int128 seconds = rest / Second;
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(nanoseconds < 0 ? "-" : "")}{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}{(fraction.Length > 0 ? "." : "")}{fraction}"));
        }

        return string.Join(' ', parts);
    }

    private static void Add(List<string> parts, int count, string unit)
    {
        if (count != 0)
        {
            parts.Add($"{count} {unit}{(count == 1 ? "" : "s")}");
        }
    }
}
