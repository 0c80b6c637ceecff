using System.Globalization;
using BenchmarkDotNet.Running;
using Rerun.Data.Benchmarks.Load;
using Rerun.Data.Benchmarks.Queries;
using Rerun.Data.Benchmarks.Reading;
using Rerun.Data.Benchmarks.Runs;
using Rerun.Data.Benchmarks.Wide;

if (args is ["reading", var recording, ..])
{
    return ReadingRun.Run(recording, Option("--drives") ?? "samples/data/drives", Option("--only")?.Split(','));
}

if (args is ["cells", ..])
{
    BenchmarkRunner.Run<RowReadingBenchmarks>(args: args[1..]);
    return 0;
}

if (args is ["load-client", var source, var drives, var connections, var asked])
{
    return await LoadClient.RunAsync(source, drives, int.Parse(connections, CultureInfo.InvariantCulture), int.Parse(asked, CultureInfo.InvariantCulture));
}

if (args is ["load", var sample, ..])
{
    return await LoadRun.RunAsync(sample, Number("--processes", 2), Number("--connections", 64), Number("--queries", 10_000));
}

if (args is ["wide", ..])
{
    return await WideRun.RunAsync(Number("--frames", 1000), Number("--bytes", 1 << 18), Number("--repeat", 5));
}

if (args is not [var place, ..] || (!Directory.Exists(place) && !place.Contains("://", StringComparison.Ordinal)))
{
    Console.Error.WriteLine("usage: reading LARGE [--drives DRIVES] [--only starts,linq,rows] | cells | wide [--frames N] [--bytes N] [--repeat N] | load DRIVES [--processes N] [--connections N] [--queries N] | FOLDER|URL [--only B01,B02] [--repeat N] [--rows] [--cold] [--sqlite] [--peer NAME=COMMAND]..");
    return 2;
}

var only = Option("--only")?.Split(',');
var repeats = int.Parse(Option("--repeat") ?? "5", CultureInfo.InvariantCulture);
var queries = BenchmarkQueries.All.Where(query => only is null || only.Contains(query.Id)).ToList();

var ours = new List<QueryRun>();
await foreach (var run in EmbeddedRuns.RunAsync(place, queries, repeats, args.Contains("--rows"), args.Contains("--cold")))
{
    ours.Add(run);
}

var peers = new List<(string, IReadOnlyList<QueryRun>)>();
if (args.Contains("--sqlite"))
{
    peers.Add(("SQLite", await SqliteRuns.RunAsync(place, queries, repeats)));
}

for (var i = 1; i < args.Length - 1; i++)
{
    if (args[i] == "--peer" && args[i + 1].Split('=', 2) is [var name, var command])
    {
        peers.Add((name, await PeerRuns.RunAsync(command, place, queries.Select(query => query.Id), repeats)));
    }
}

ComparisonTable.Write(Console.Out, ours, peers);
return 0;

int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

string? Option(string name) => Array.IndexOf(args, name) is var at and > 0 && at + 1 < args.Length ? args[at + 1] : null;
