using System.Diagnostics;
using System.Globalization;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Query;
using Rerun.Query.Optimizer.Rules;
using Rerun.Testing;

namespace Rerun.Data.Benchmarks.Wide;

/// <summary>Queries over images, of which some or none are shown: with and without fetching them late.</summary>
internal static class WideRun
{
    private const string Image = "\"/camera:Image:buffer\"";
    private const string Speed = "\"/drive/speed:Scalars:scalars\"[1]";

    private static readonly (string Name, string Sql)[] Queries =
    [
        ("W1 speeds, no images", $"SELECT log_time, {Speed} FROM wide.log_time"),
        ("W2 images where no row is left", $"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 100"),
        ("W3 images of every tenth row", $"SELECT log_time, {Image} FROM wide.log_time WHERE {Speed} > 8"),
        ("W4 images of the five fastest", $"SELECT log_time, {Image} FROM wide.log_time ORDER BY {Speed} DESC LIMIT 5"),
        ("W5 images of ten joined frames", $"SELECT w.{Image} FROM wide.frame w JOIN generate_series(100, 190, 10) AS g(f) ON w.frame = g.f"),
        ("W6 all images", $"SELECT log_time, {Image} FROM wide.log_time"),
    ];

    /// <summary>Makes a recording in a folder of its own, and prints for each query the least milliseconds of several runs and the bytes of chunks decoded by the first.</summary>
    public static async Task<int> RunAsync(int frames, int imageBytes, int repeats)
    {
        string folder = Directory.CreateTempSubdirectory("rerun-wide").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "wide"));
            await WideRecording.Create("a", frames, imageBytes).SaveAsync(Path.Combine(folder, "wide", "a.rrd"));
            Console.WriteLine("| query | rows | cold ms | MB decoded | warm ms | without the rule: cold ms | MB decoded | warm ms |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            foreach (var (name, sql) in Queries)
            {
                var with = await MeasureAsync(folder, sql, repeats, []);
                var without = await MeasureAsync(folder, sql, repeats, [LateFetchWideColumns.RuleName]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {with.Rows} | {with.Text} | {without.Text} |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<(long Rows, string Text)> MeasureAsync(string folder, string sql, int repeats, string[] disabled)
    {
        var (rows, cold, decoded, warm) = (0L, double.MaxValue, 0L, double.MaxValue);
        for (var run = 0; run < repeats; run++)
        {
            await using var client = new CatalogClient(EmbeddedCatalog.Open(folder));
            var session = new QueryEngine(client, new QueryEngineOptions { DisabledRules = disabled }).CreateSession();
            cold = Math.Min(cold, (await TimeAsync(session, sql)).Milliseconds);
            decoded = client.ChunkCache.ByteSize;
            for (var again = 0; again < 2; again++)
            {
                (var milliseconds, rows) = await TimeAsync(session, sql);
                warm = Math.Min(warm, milliseconds);
            }
        }

        return (rows, string.Create(CultureInfo.InvariantCulture, $"{cold:F1} | {decoded / 1e6:F1} | {warm:F2}"));
    }

    private static async Task<(double Milliseconds, long Rows)> TimeAsync(QuerySession session, string sql)
    {
        var start = Stopwatch.GetTimestamp();
        await using var result = await session.ExecuteAsync(session.Prepare(sql).Statements[0], QueryParameters.None);
        var rows = 0L;
        while (await result.ReadNextRecordBatchAsync() is { } batch)
        {
            rows += batch.Length;
        }

        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, rows);
    }
}
