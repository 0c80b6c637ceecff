using System.Globalization;
using Rerun.Data.Benchmarks.Queries;

namespace Rerun.Data.Benchmarks.Runs;

/// <summary>The runs of all programs beside each other, as a Markdown table.</summary>
internal static class ComparisonTable
{
    public static void Write(TextWriter output, IReadOnlyList<QueryRun> ours, IReadOnlyList<(string Name, IReadOnlyList<QueryRun> Runs)> peers)
    {
        output.WriteLine($"| query | rows | cold ms | warm ms | {string.Concat(peers.Select(peer => $"{peer.Name} ms | ratio | "))}");
        output.WriteLine($"|---|---|---|---|{string.Concat(peers.Select(_ => "---|---|"))}");
        foreach (var run in ours)
        {
            var what = BenchmarkQueries.All.FirstOrDefault(query => query.Id == run.Id)?.Description ?? "open the folder";
            output.Write($"| {run.Id} {what} | {run.Rows.ToString("N0", CultureInfo.InvariantCulture)} | {Milliseconds(run.Cold)} | {Milliseconds(run.Warm)} | ");
            foreach (var (_, runs) in peers)
            {
                output.Write(runs.FirstOrDefault(other => other.Id == run.Id) is { } other ? Beside(run, other) : "- | - | ");
            }

            output.WriteLine();
        }

        foreach (var (name, runs) in peers)
        {
            var ratios = ours.Join(runs.Where(run => run.Error is null && run.Id != "B00"), run => run.Id, run => run.Id, (run, other) => other.Warm / run.Warm).ToArray();
            if (ratios.Length > 0)
            {
                output.WriteLine();
                output.WriteLine($"Against {name}: {ratios.Min():0.0} to {ratios.Max():0.0} times as fast, geometric mean {Math.Exp(ratios.Average(Math.Log)):0.0}.");
            }
        }

        output.WriteLine();
        output.WriteLine($"Peak memory: ours {ours.Max(run => run.PeakMegabytes)} MB{string.Concat(peers.Select(peer => $", {peer.Name} {peer.Runs.Max(run => run.PeakMegabytes)} MB"))}.");
    }

    private static string Beside(QueryRun ours, QueryRun other) =>
        other.Error is not null ? $"{other.Error} | - | "
        : $"{Milliseconds(other.Warm)} | {other.Warm / ours.Warm:0.0}{(SameWork(ours, other) ? "" : $" (not the same: {other.Rows} rows, {other.Columns} columns, {other.Nulls} nulls; ours {ours.Columns}, {ours.Nulls})")} | ";

    // The partition tables' columns differ from release to release, and of the schema the official clients only count the columns.
    private static bool SameWork(QueryRun ours, QueryRun other) =>
        ours.Id is "B00" or "B14" or "B15" || (ours.Rows, ours.Columns, ours.Nulls) == (other.Rows, other.Columns, other.Nulls);

    private static string Milliseconds(double seconds) => (seconds * 1000).ToString(seconds < 0.01 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
