using System.Diagnostics;
using Rerun.Data.Benchmarks.Queries;
using Rerun.Data.Benchmarks.Runs;
using Rerun.Testing;

namespace Rerun.Conformance.Benchmarks;

/// <summary>The benchmark list, once, over a small data set: that the queries run and do the work that the official client does. Says nothing about speed.</summary>
public sealed class BenchmarkSmokeTests
{
    private const int Partitions = 4;
    private const int Rows = 1500;
    private static readonly string[] OursAlone = ["B00", "B14", "B15"];

    [SharedFact("rerun")]
    public async Task The_benchmark_queries_do_the_work_of_the_official_client()
    {
        var scratch = Directory.CreateTempSubdirectory("benchmarks");
        try
        {
            var folder = scratch.CreateSubdirectory("large").FullName;
            await MakeAsync(folder);
            var ours = await EmbeddedRuns.RunAsync(folder, BenchmarkQueries.All, repeats: 2, asRows: false).ToListAsync();
            var asRows = await EmbeddedRuns.RunAsync(folder, BenchmarkQueries.All, repeats: 1, asRows: true).ToListAsync();
            Assert.Equal(Enumerable.Range(0, 16).Select(i => $"B{i:00}"), ours.Select(run => run.Id));
            Assert.Equal(ours.Select(Size), asRows.Select(Size));

            var compared = ours.Where(run => !OursAlone.Contains(run.Id)).ToList();
            var official = await PeerRuns.RunAsync(
                $"{SharedData.PathOf("rerun", "python")} {SharedData.PathOf("bench", "official.py")}", folder, compared.Select(run => run.Id), repeats: 1);
            Assert.Equal(official.Where(run => run.Id != "B00").Select(Size), compared.Select(Size));
            Assert.All(official, run => Assert.Null(run.Error));

            Assert.Equal(Partitions * Rows, ours[1].Rows);
            Assert.Equal(1000, ours[6].Rows);
            Assert.Equal(Partitions, ours[14].Rows);
            Assert.Equal(ours[1].Columns, ours[15].Rows);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        // Without a row the official client has no batch to count the columns of.
        static (string, long, long, long) Size(QueryRun run) => (run.Id, run.Rows, run.Rows == 0 ? 0 : run.Columns, run.Nulls);
    }

    private static async Task MakeAsync(string folder)
    {
        string[] arguments = [SharedData.PathOf("data", "make", "large.py"), folder, "--partitions", $"{Partitions}", "--rows", $"{Rows}"];
        using var process = Process.Start(new ProcessStartInfo(SharedData.PathOf("rerun", "python"), arguments) { RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, told);
    }
}
