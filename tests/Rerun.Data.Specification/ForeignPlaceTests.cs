using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Rerun.Data.Specification.Cases;

namespace Rerun.Data.Specification;

/// <summary>All cases once more where numbers and dates are written otherwise and local time is far from UTC.</summary>
public sealed class ForeignPlaceTests
{
    private const string Variable = "RERUN_SPECIFICATION_FOREIGN";

    private static bool IsForeign => Environment.GetEnvironmentVariable(Variable) == "1";

    [Fact]
    [Case]
    public async Task Culture_and_time_zone_independent()
    {
        if (IsForeign)
        {
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.BaseUtcOffset);
            return;
        }

        var start = new ProcessStartInfo("dotnet", ["test", typeof(ForeignPlaceTests).Assembly.Location, "--nologo"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[Variable] = "1";
        start.Environment["TZ"] = "Asia/Kathmandu";
        using var run = Process.Start(start)!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, output + await errors);
        Assert.Contains("Passed!", output, StringComparison.Ordinal);
    }

    [ModuleInitializer]
    internal static void UseForeignCulture()
    {
        if (!IsForeign)
        {
            return;
        }

        // The runtime of the tests knows no culture but the invariant one: one is made that writes everything otherwise.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",", NumberGroupSeparator = ".", CurrencyDecimalSeparator = ",", CurrencyGroupSeparator = ".", NegativeSign = "\u2212",
        };
        culture.DateTimeFormat = new DateTimeFormatInfo { DateSeparator = ".", TimeSeparator = "-", ShortDatePattern = "dd/MM/yyyy", LongTimePattern = "HH:mm:ss" };
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.CurrentCulture = culture;
    }
}
