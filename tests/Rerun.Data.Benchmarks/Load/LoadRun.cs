using System.Diagnostics;
using System.Globalization;
using Rerun.Catalog.Embedded;
using Rerun.Server;

namespace Rerun.Data.Benchmarks.Load;

/// <summary>Many small queries by many connections of several processes against this library's server, which runs in this process.</summary>
internal static class LoadRun
{
    private const double Slowest = 1000;

    /// <summary>Runs and prints a summary.</summary>
    /// <param name="folder">The sample drives.</param>
    /// <param name="processes">How many processes ask.</param>
    /// <param name="connections">The connections of all of them.</param>
    /// <param name="queries">The queries of all of them.</param>
    /// <returns>0 if all answers were right and none took longer than a second.</returns>
    public static async Task<int> RunAsync(string folder, int processes, int connections, int queries)
    {
        await using var catalog = EmbeddedCatalog.Open(folder);
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        var watch = Stopwatch.StartNew();
        var outputs = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => AskAsync(server.Address, folder, connections / processes, queries / processes)));
        var seconds = watch.Elapsed.TotalSeconds;
        var numbers = outputs.Select(output => output.Split(' ')).ToList();
        var right = numbers.Sum(row => int.Parse(row[0], CultureInfo.InvariantCulture));
        var wrong = numbers.Sum(row => int.Parse(row[1], CultureInfo.InvariantCulture));
        var times = numbers.SelectMany(row => row[2..]).Select(time => double.Parse(time, CultureInfo.InvariantCulture)).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{right} right, {wrong} wrong; median {times[times.Count / 2]:F1} ms, 99 % {times[times.Count * 99 / 100]:F1} ms, slowest {times[^1]:F1} ms; {right / seconds:F0} a second, start of the processes included"));
        return wrong == 0 && right == queries / processes * processes && times[^1] <= Slowest ? 0 : 1;
    }

    private static async Task<string> AskAsync(string address, string folder, int connections, int queries)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, [.. Own(), "load-client", address, folder, $"{connections}", $"{queries}"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }

    /// <summary>What starts this program again: nothing more where it has an executable of its own, its assembly where dotnet runs it.</summary>
    private static string[] Own() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(LoadRun).Assembly.Location] : [];
}
