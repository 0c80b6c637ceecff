using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rerun.Testing;

namespace Rerun.Conformance.Servers;

/// <summary>A process of an official catalog server. It ends when it is disposed, and with the tests, however they end.</summary>
internal sealed class OfficialServer : IDisposable
{
    // The tests may be killed: the server ends with the pipe that they hold.
    private const string EndWithInput = """ "$0" "$@" < /dev/null & server=$!; cat > /dev/null; kill $server; wait $server """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private OfficialServer(Process process, string version, string address)
    {
        _process = process;
        Version = version;
        Address = address;
    }

    /// <summary>Whether the official servers can be started here.</summary>
    public static bool IsThere => SharedData.Root is not null && File.Exists(SharedData.PathOf("rerun", "server"));

    /// <summary>The server's version.</summary>
    public string Version { get; }

    /// <summary>The server's address, <c>rerun+http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="arguments">What it serves.</param>
    public static async Task<OfficialServer> StartAsync(string version, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            "bash", ["-c", EndWithInput, SharedData.PathOf("rerun", "server"), version, $"{FreePort()}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                // A full pipe would hold the server up.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new OfficialServer(process, version, line["ready ".Length..].Trim());
            }
        }

        throw new InvalidOperationException($"The server {version} ended before it was ready.");
    }

    public void Dispose()
    {
        if (!HasEnded)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
