using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rerun.Testing;

namespace Rerun.Conformance.Catalog.Settings;

/// <summary>A process of an official server. Processes are lent to one case at a time and used again, since each takes seconds to start.</summary>
internal sealed class OfficialServer
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<OfficialServer>> Idle = new();
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly string _version;
    private readonly Process _process;

    private OfficialServer(string version, Process process, string address)
    {
        _version = version;
        _process = process;
        Address = address;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    /// <summary>Whether the official servers can be started here.</summary>
    public static bool IsThere => SharedData.Root is not null && File.Exists(SharedData.PathOf("rerun", "server"));

    /// <summary>The server's address, <c>rerun+http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>Lends a server of a version to the caller alone.</summary>
    public static async Task<OfficialServer> RentAsync(string version)
    {
        var idle = Idle.GetOrAdd(version, _ => []);
        while (idle.TryTake(out var server))
        {
            if (!server._process.HasExited)
            {
                return server;
            }
        }

        return await StartAsync(version);
    }

    /// <summary>Takes the server back. The caller left it empty.</summary>
    public void Return() => Idle[_version].Add(this);

    /// <summary>Ends the process; for a server whose state is not what it should be.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static async Task<OfficialServer> StartAsync(string version)
    {
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(SharedData.PathOf("rerun", "server"), [version, $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(StartTimeout);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new OfficialServer(version, process, line["ready ".Length..].Trim());
            }
        }

        throw new InvalidOperationException($"The server {version} ended before it was ready.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
