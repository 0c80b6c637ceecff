using System.Diagnostics;
using System.Text.Json;

namespace Rerun.Data.Benchmarks.Runs;

/// <summary>Another program that runs the list: it takes the folder or URL, <c>--only</c> and <c>--repeat</c>, and prints a JSON object a query.</summary>
internal static class PeerRuns
{
    public static async Task<IReadOnlyList<QueryRun>> RunAsync(string command, string source, IEnumerable<string> ids, int repeats)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], [.. words[1..], source, "--only", string.Join(',', ids), "--repeat", $"{repeats}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command}' did not start.");
        var runs = new List<QueryRun>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                runs.Add(Read(JsonDocument.Parse(line).RootElement));
            }
        }

        await process.WaitForExitAsync();
        return runs;
    }

    private static QueryRun Read(JsonElement run)
    {
        long Number(string name) => run.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
        var seconds = run.TryGetProperty("seconds", out var list) ? list.EnumerateArray().Select(value => value.GetDouble()).ToArray() : [];
        var error = run.TryGetProperty("error", out var text) ? text.GetString() : seconds.Length == 0 ? "gave up" : null;
        return new QueryRun(run.GetProperty("id").GetString()!, Number("rows"), Number("columns"), Number("nulls"), seconds, Number("peak_mb"), error);
    }
}
