using System.Globalization;

namespace Rerun.Testing;

/// <summary>
/// The seeds of random tests, told in every failure. They are always the same where no others are asked for: nobody's work waits for what chance finds. The
/// environment variable <c>RERUN_RUNS</c> makes every random test so many times as long and starts it from a new seed; <c>RERUN_SEED</c> repeats a run (one
/// number) or one of its cases (the three numbers that the failure names).
/// </summary>
public static class Seeds
{
    /// <summary>How many times as many cases as usual are wanted.</summary>
    public static int Times => int.TryParse(Environment.GetEnvironmentVariable("RERUN_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1;

    /// <summary>The numbers to start from: those asked for, a new one for a longer run, else always the same one.</summary>
    public static ulong[] Next() => Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } given
        ? [.. given.Trim('(', ')').Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture))]
        : [Times > 1 ? (ulong)Random.Shared.Next() : 1];
}
