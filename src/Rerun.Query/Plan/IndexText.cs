using System.Globalization;

namespace Rerun.Query.Plan;

/// <summary>Nanosecond instants and durations as text, without loss.</summary>
internal static class IndexText
{
    private const long NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>An instant: <c>2024-01-31 12:00:00.5</c>, as short as it is exact.</summary>
    public static string Timestamp(long nanoseconds)
    {
        long seconds = Math.DivRem(nanoseconds, NanosecondsPerSecond, out long rest);
        if (rest < 0)
        {
            seconds--;
            rest += NanosecondsPerSecond;
        }

        string text = DateTime.UnixEpoch.AddTicks(seconds * (NanosecondsPerSecond / NanosecondsPerTick)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return text + Fraction(rest);
    }

    /// <summary>A duration in seconds: <c>-1.5 s</c>.</summary>
    public static string Duration(long nanoseconds)
    {
        UInt128 size = (UInt128)Int128.Abs(nanoseconds);
        long seconds = (long)(size / NanosecondsPerSecond);
        long rest = (long)(size % NanosecondsPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{(nanoseconds < 0 ? "-" : "")}{seconds}{Fraction(rest)} s");
    }

    private static string Fraction(long nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}
