using System.Diagnostics;
using Rerun.Catalog.Embedded;
using Rerun.Server.Tests.Support;
using Rerun.Testing;

namespace Rerun.Server.Tests.Official;

/// <summary>
/// The official clients through their whole catalog API against this server, each flow compared with its outcome on the official server of the client's
/// release. What differs on purpose stands with its reason in <c>expected-differences.json</c>.
/// </summary>
public sealed class FlowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [SharedTheory("rerun")]
    [InlineData("flows_0_27.py")]
    [InlineData("flows_0_41.py")]
    public async Task Flows_end_as_on_the_official_server_or_as_declared(string flows)
    {
        var folder = Directory.CreateTempSubdirectory("rerun-flows-");
        try
        {
            var catalog = EmbeddedCatalog.Open(folder.FullName, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
            string[] roots = [SharedData.Root!, Path.GetTempPath()];
            await using var server = await RunningServer.StartAsync(catalog, new RerunServerOptions { Roots = roots });
            var (status, output) = await CompareAsync(server.Address, flows);
            Assert.True(status == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Status, string Output)> CompareAsync(string address, string flows)
    {
        var folder = SharedData.PathOf("golden", "catalog", "flows");
        var expected = Path.Combine(SharedData.RepositoryRoot, "tests", "Rerun.Server.Tests", "Official", "expected-differences.json");
        var start = new ProcessStartInfo(
            SharedData.PathOf("rerun", "python"),
            [Path.Combine(folder, "compare.py"), "--url", address, "--flows", flows, "--expected", expected, "--quiet", "--all"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
