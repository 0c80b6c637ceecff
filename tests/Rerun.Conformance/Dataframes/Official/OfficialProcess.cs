using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rerun.Testing;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>One process of the official client 0.27.3 that answers many queries. It may end by itself: some queries are its undoing.</summary>
internal sealed class OfficialProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private Process? _process;
    private readonly List<string> _complaints = [];

    /// <summary>What the process that ran last wrote about its troubles.</summary>
    public string LastWords
    {
        get
        {
            lock (_complaints)
            {
                return string.Join(Environment.NewLine, _complaints.TakeLast(10));
            }
        }
    }

    /// <summary>The answers to queries of a dataset, or null if the process ended over them.</summary>
    public async Task<IReadOnlyList<JsonElement>?> AskAsync(JsonObject request)
    {
        _process ??= Start();
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToJsonString());
            await _process.StandardInput.FlushAsync();
            if (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                return [.. JsonDocument.Parse(line).RootElement.GetProperty("answers").EnumerateArray()];
            }
        }
        catch (IOException)
        {
            // The pipe broke: the process is gone.
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _process = null;
    }

    private Process Start()
    {
        var script = Path.Combine(SharedData.RepositoryRoot, "tests", "Rerun.Conformance", "Dataframes", "Official", "official_dataframes.py");
        var start = new ProcessStartInfo(SharedData.PathOf("rerun", "python"), [script, SharedData.PathOf("golden", "dataframe")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        lock (_complaints)
        {
            _complaints.Clear();
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        lock (_complaints)
        {
            _complaints.Add(line ?? "");
        }
    }
}
