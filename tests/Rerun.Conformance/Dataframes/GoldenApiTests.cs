using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Testing;

namespace Rerun.Conformance.Dataframes;

/// <summary>The official client's answers, asked for through the catalog API over an embedded catalog that the recordings were registered in.</summary>
public sealed class GoldenApiTests
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

    [SharedFact("golden/dataframe")]
    public void All_cases_are_run_but_for_the_exceptions()
    {
        Assert.Equal(429, GoldenCase.All.Count);
        Assert.Equal(429, GoldenCase.All.Select(golden => golden.Id).Distinct().Count());
        Assert.Equal(429 - GoldenExceptions.OfTheApi.Count, Cases.Select(row => row[0]).Distinct().Count());
        Assert.Equal((429 - GoldenExceptions.OfTheApi.Count) * 2, Cases.Count() + GoldenCase.All.Count(golden => golden.IsUnstable));
    }

    [SharedTheory("golden/dataframe")]
    [MemberData(nameof(Cases))]
    public async Task The_catalog_api_gives_the_official_clients_answers_or_right_ones(string id, string modeName)
    {
        var golden = GoldenCase.All.First(golden => golden.Id == id);
        var mode = Enum.Parse<CompatibilityMode>(modeName);
        var differences = new List<string>();
        foreach (var answer in golden.Answers(mode))
        {
            await using var client = new CatalogClient(
                EmbeddedCatalog.Open(EmbeddedCatalog.InMemory, new EmbeddedCatalogOptions { Compatibility = mode }), new CatalogClientOptions { Compatibility = mode });
            if (await GoldenRunner.CompareAsync(golden, answer, () => RegisterAsync(golden, client)) is not { } difference)
            {
                return;
            }

            differences.Add(difference);
        }

        Assert.Fail(string.Join(Environment.NewLine, differences));
    }

    private static async Task<(DataframeEngine Engine, Tuid Dataset)> RegisterAsync(GoldenCase golden, CatalogClient client)
    {
        var dataset = await client.CreateDatasetAsync("d");
        foreach (var (_, layer, file) in golden.Inputs)
        {
            await dataset.RegisterAsync(file, layer);
        }

        return (client.Dataframes, dataset.Id);
    }
}
