using System.Globalization;

namespace Rerun.Testing;

/// <summary>
/// The seeds of random tests: a new one each run, told in every failure. The environment variable <c>RERUN_SEED</c> repeats a run (one number) or one of its
/// cases (the three numbers that the failure names); <c>RERUN_RUNS</c> makes every random test so many times as long.
/// </summary>
public static class Seeds
{
    /// <summary>How many times as many cases as usual are wanted.</summary>
    public static int Times => int.TryParse(Environment.GetEnvironmentVariable("RERUN_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1;

    /// <summary>The numbers to start from: those asked for, or a new one.</summary>
    public static ulong[] Next() => Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } given
        ? [.. given.Trim('(', ')').Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture))]
        : [(ulong)Random.Shared.Next()];
}
