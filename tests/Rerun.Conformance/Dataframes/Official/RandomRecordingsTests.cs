using System.Text.Json;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Catalog.Tests.Dataframes.Oracle;
using Rerun.Testing;
using Xunit.Abstractions;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>Random queries, answered by the official client 0.27.3 and by ours in the mode that follows it: types, metadata, rows and cells are the same.</summary>
public sealed class RandomRecordingsTests(ITestOutputHelper output)
{
    // So many queries tell which share of them the known faults excuse; a busy machine may not get there.
    private const int Enough = 60;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);

    [SharedFact("rerun")]
    public async Task Random_queries_of_random_recordings_have_the_official_answers()
    {
        using var official = new OfficialProcess();
        var folder = Directory.CreateTempSubdirectory("differential");
        var seed = (int)(Seeds.Next()[0] % int.MaxValue);
        output.WriteLine($"RERUN_SEED={seed} repeats this run.");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        try
        {
            var began = Environment.TickCount64;
            for (var i = seed; Environment.TickCount64 - began < Budget.TotalMilliseconds * Seeds.Times; i++)
            {
                var model = ModelGenerator.Case(i, size: 50, queries: 6);
                var world = OfficialWorld.From(model.World);
                if (world.Partitions.Count > 0)
                {
                    await CompareAsync(official, world, [.. model.Queries.Select(Askable)], folder.CreateSubdirectory($"{i}").FullName, $"RERUN_SEED={i}", counts);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        output.WriteLine(string.Join(Environment.NewLine, counts.Select(count => $"{count.Value} {count.Key}")));
        Assert.True(counts.Values.Sum() < Enough || counts.GetValueOrDefault("the same") > counts.Values.Sum() / 2, "Most answers differ by known faults; that proves nothing.");
    }

    /// <summary>The query without what the official client does not have.</summary>
    private static ModelQuery Askable(ModelQuery query) => query with
    {
        Options = query.Options with
        {
            Projection = null, Limit = null, RowRanges = null, RowPartitions = null, UsingIndexValuesPerPartition = null,
        },
    };

    private static async Task CompareAsync(
        OfficialProcess official, ModelWorld world, List<ModelQuery> queries, string folder, string seed, SortedDictionary<string, int> counts)
    {
        var request = OfficialWorld.Request(world, queries, folder);
        var answers = await official.AskAsync(request);
        for (var i = 0; i < queries.Count; i++)
        {
            var golden = GoldenCase.Of(JsonSerializer.SerializeToElement(new { inputs = request["inputs"], query = request["queries"]![i] }));
            var difference = answers is null ? $"the official client ended: {official.LastWords}" : await OurSide.DifferenceAsync(golden, answers[i]);
            var verdict = difference is null ? "the same"
                : !await IsTheModelsAsync(golden, world, queries[i]) ? null
                : answers is null ? "the official client ended"
                : KnownFaults.Of(world, queries[i]).FirstOrDefault();
            Assert.True(verdict is not null, $"{seed}\n{world}\n{queries[i]}\n{difference}");
            counts[verdict!] = counts.GetValueOrDefault(verdict!) + 1;
        }
    }

    /// <summary>Whether our answer is the model's, so that a difference may be a fault of the official client.</summary>
    private static async Task<bool> IsTheModelsAsync(GoldenCase golden, ModelWorld world, ModelQuery query)
    {
        var oracle = new DataframeOracle(world, CompatibilityMode.Rerun027);
        var columns = oracle.Columns(query);
        await using var client = OurSide.Open();
        var (engine, dataset) = await OurSide.RegisterAsync(golden, client);
        var rows = new List<string>();
        await foreach (var batch in new DataframeQueryView(engine, dataset, query.ToQuery()).ExecuteAsync())
        {
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", columns.Select(name => CellJson.Text(batch.Column(name), row)))));
        }

        return rows.SequenceEqual(oracle.Rows(query, columns));
    }
}
