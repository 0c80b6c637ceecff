using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Conformance.Samples;

/// <summary>The sample of the README, run as a user runs it.</summary>
public sealed class QuickStartTests
{
    [Fact]
    public async Task It_finds_its_recordings_from_any_working_directory()
    {
        var (status, output, errors) = await RunAsync();

        Assert.Equal((0, ""), (status, errors));
        Assert.Contains("drive-012", output, StringComparison.Ordinal);
        Assert.Contains("FilterIsNotNull", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_another_data_source_as_its_argument()
    {
        var (status, output, errors) = await RunAsync(Path.Combine(SharedData.SampleDrives, "drive-003.rrd"));

        Assert.Equal((0, ""), (status, errors));
        Assert.Contains("drive-003", output, StringComparison.Ordinal);
        Assert.DoesNotContain("drive-012", output, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
