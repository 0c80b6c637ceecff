using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>The official servers, each started when a test first asks for it and ended with the tests. They serve the drives, and what tests register.</summary>
public sealed class OfficialServers : IDisposable
{
    /// <summary>The collection of the tests that share them.</summary>
    public const string Collection = "official servers";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _urls = new();
    private readonly ConcurrentBag<Process> _processes = [];

    /// <summary>The URL of the server of a release.</summary>
    public Task<string> UrlOfAsync(string release) => _urls.GetOrAdd(release, name => new(() => StartAsync(name))).Value;

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<string> StartAsync(string release)
    {
        var start = new ProcessStartInfo(
            SharedData.PathOf("rerun", "server"), [release, $"{FreePort()}", "-d", $"drives={SharedData.PathOf("data", "drives")}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        _processes.Add(process);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                // A full pipe would hold the server up.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return line["ready ".Length..].Trim();
            }
        }

        throw new InvalidOperationException($"The server {release} did not start.");
    }
}

[CollectionDefinition(OfficialServers.Collection)]
public sealed class OfficialServersCollection : ICollectionFixture<OfficialServers>;
