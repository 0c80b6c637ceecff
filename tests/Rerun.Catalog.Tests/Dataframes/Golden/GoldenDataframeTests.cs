using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Dataframes;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>The official client's answers, in both modes; where it errs, the files say what is right.</summary>
public sealed class GoldenDataframeTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var golden in GoldenCase.All.Where(golden => !GoldenExceptions.OfTheApi.ContainsKey(golden.Id)))
            {
                foreach (var mode in GoldenExceptions.ModesOf(golden))
                {
                    data.Add(golden.Id, mode.ToString());
                }
            }

            return data;
        }
    }

    [SharedTheory("golden/dataframe")]
    [MemberData(nameof(Cases))]
    public async Task Answers_are_those_of_the_official_client_or_right(string id, string modeName)
    {
        var golden = GoldenCase.All.First(golden => golden.Id == id);
        var mode = Enum.Parse<CompatibilityMode>(modeName);
        var differences = new List<string>();
        foreach (var answer in golden.Answers(mode))
        {
            if (await GoldenRunner.CompareAsync(golden, answer, () => Task.FromResult((Open(golden, mode), default(Tuid)))) is not { } difference)
            {
                return;
            }

            differences.Add(difference);
        }

        Assert.Fail(string.Join(Environment.NewLine, differences));
    }

    private static DataframeEngine Open(GoldenCase golden, CompatibilityMode mode)
    {
        var layers = golden.Inputs.Select(input => new LayerChunks(input.Partition, input.Layer, Chunks(input.File))).ToList();
        return new DataframeEngine(new InMemoryCatalog(layers, mode), new ChunkCache(1 << 28), new DataframeEngineOptions { Compatibility = mode });
    }

    private static List<Chunk> Chunks(string path)
    {
        using var file = RrdFile.Open(path);
        return [.. file.Chunks.Where(entry => entry.Store.Kind == RrdStoreKind.Recording).Select(file.Decode)];
    }
}
