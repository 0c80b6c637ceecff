using System.Text.Json;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Tests.Dataframes.Golden;

namespace Rerun.Conformance.Dataframes.Official;

/// <summary>Our answers to the official client's questions, in the mode that follows it.</summary>
internal static class OurSide
{
    public static CatalogClient Open() => new(
        EmbeddedCatalog.Open(EmbeddedCatalog.InMemory, new EmbeddedCatalogOptions { Compatibility = CompatibilityMode.Rerun027 }),
        new CatalogClientOptions { Compatibility = CompatibilityMode.Rerun027 });

    public static async Task<(DataframeEngine Engine, Tuid Dataset)> RegisterAsync(GoldenCase golden, CatalogClient client)
    {
        var dataset = await client.CreateDatasetAsync("d");
        foreach (var (_, layer, file) in golden.Inputs)
        {
            await dataset.RegisterAsync(file, layer);
        }

        return (client.Dataframes, dataset.Id);
    }

    /// <summary>The first difference of our answer from the official one, or null.</summary>
    public static async Task<string?> DifferenceAsync(GoldenCase golden, JsonElement answer)
    {
        await using var client = Open();
        return await GoldenRunner.CompareAsync(golden, new GoldenAnswer(answer, IsCompat: true), () => RegisterAsync(golden, client));
    }
}
