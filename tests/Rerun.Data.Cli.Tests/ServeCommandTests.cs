using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Data.Cli;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task It_says_where_it_listens_answers_there_and_ends_on_request()
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "rerun-data.dll"), "serve", "-d", SharedData.SampleDrives, "--port", "0"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.StartsWith("ready rerun+http://127.0.0.1:", ready, StringComparison.Ordinal);

            using var client = new HttpClient();
            Assert.Contains("rerun-data", await client.GetStringAsync(new Uri($"{ready!["ready rerun+".Length..]}/version")), StringComparison.Ordinal);

            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--host", "nowhere")]
    public async Task Wrong_addresses_are_wrong_usage(params string[] arguments) =>
        Assert.Equal(2, (await RerunDataTool.RunAsync(["serve", "-d", SharedData.SampleDrives, .. arguments])).ExitStatus);
}
