using System.Diagnostics;
using Npgsql;

namespace Rerun.Query.Tests.Oracles;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket there. It ends with the tests, whatever ends those.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pg").FullName;
    private Process? _server;

    /// <summary>The folder of the newest server on this machine; null where there is none.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>A connection to the empty database; null where there is no server.</summary>
    public NpgsqlConnection? Connection { get; private set; }

    public async Task InitializeAsync()
    {
        if (Binaries is null)
        {
            return;
        }

        // The server refuses to run as root.
        string[] asOther = Environment.UserName == "root" ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"] : [];
        if (asOther.Length > 0)
        {
            await RunAsync(["chown", "nobody:nogroup", _folder]);
        }

        await RunAsync([.. asOther, Path.Combine(Binaries, "initdb"), "-D", Path.Combine(_folder, "data"), "-U", "test", "-A", "trust", "--no-locale", "-E", "UTF8", "--no-sync"]);

        // The shell ends the server when its input ends: when this process does.
        const string Script = "\"$@\" & server=$!; cat > /dev/null; kill -QUIT $server; wait";
        _server = Start(
        [
            .. asOther, "sh", "-c", Script, "sh", Path.Combine(Binaries, "postgres"), "-D", Path.Combine(_folder, "data"), "-k", _folder,
            "-c", "listen_addresses=", "-c", "fsync=off", "-c", "timezone=UTC", "-c", "jit=off", "-c", "max_connections=10", "-c", "log_min_messages=fatal",
        ]);
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        Connection = new NpgsqlConnection($"Host={_folder};Username=test;Database=postgres;Pooling=false");
        long start = Environment.TickCount64;
        while (Connection.State != System.Data.ConnectionState.Open)
        {
            try
            {
                await Connection.OpenAsync();
            }
            catch (NpgsqlException) when (Environment.TickCount64 - start < 120_000)
            {
                await Task.Delay(50);
            }
        }
    }

    public async Task DisposeAsync()
    {
        if (Connection is not null)
        {
            await Connection.DisposeAsync();
        }

        if (_server is not null)
        {
            _server.StandardInput.Close();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindBinaries()
    {
        const string Installed = "/usr/lib/postgresql";
        return !Directory.Exists(Installed) ? null
            : Directory.GetDirectories(Installed).Select(folder => Path.Combine(folder, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Max(StringComparer.Ordinal);
    }

    private static Process Start(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task RunAsync(string[] words)
    {
        using Process process = Start(words);
        process.StandardInput.Close();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)}: {errors}");
        }
    }
}
