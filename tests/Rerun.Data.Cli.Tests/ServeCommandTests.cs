using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    [Fact]
    public async Task It_serves_with_TLS_and_a_catalog_that_is_written()
    {
        var folder = Directory.CreateTempSubdirectory("rerun-serve-");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        var pem = Path.Combine(folder.FullName, "server.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "rerun-data.dll"), "serve", "-d", ":memory:", "--port", "0", "--root", SharedData.SampleDrives,
            "--certificate", pem, "--max-calls", "10", "--max-message-mb", "1", "--max-seconds", "60",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.StartsWith("ready rerun://127.0.0.1:", ready, StringComparison.Ordinal);
            using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
            using var client = new HttpClient(handler);
            Assert.Equal("serving", await client.GetStringAsync(new Uri($"https{ready!["ready rerun".Length..]}/health")));
        }
        finally
        {
            process.Kill();
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--host", "nowhere")]
    [InlineData("--root", "/no/such/folder")]
    [InlineData("--certificate", "/no/such/file.pem")]
    [InlineData("--max-calls", "0")]
    [InlineData("--max-message-mb", "99999")]
    [InlineData("--max-seconds", "-1")]
    public async Task Wrong_addresses_are_wrong_usage(params string[] arguments) =>
        Assert.Equal(2, (await RerunDataTool.RunAsync(["serve", "-d", SharedData.SampleDrives, .. arguments])).ExitStatus);
}
