using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>The sample of the README, unchanged, against the official servers.</summary>
[Collection(OfficialServers.Collection)]
public sealed class RemoteSampleTests(OfficialServers servers)
{
    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task It_shows_of_a_server_what_it_shows_of_the_folder(string release) =>
        Assert.Equal(await RunAsync(SharedData.PathOf("data", "drives")), await RunAsync(await servers.UrlOfAsync(release)));

    private static async Task<string> RunAsync(string dataSource)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"), dataSource])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, await errors));

        // The title names the data source.
        return string.Join('\n', output.Split('\n').Where(line => !line.Contains("The catalog at", StringComparison.Ordinal)));
    }
}
