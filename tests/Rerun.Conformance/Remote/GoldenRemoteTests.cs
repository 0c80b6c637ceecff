using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>The official client's answers, asked for from servers: the engine here, the chunks from there.</summary>
[Collection(OfficialServers.Collection)]
public sealed class GoldenRemoteTests(OfficialServers servers)
{
    private const int Concurrency = 4;

    [SharedFact("golden/dataframe")]
    public async Task Our_own_server_gives_the_same_answers()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        await using var local = new CatalogClient(catalog);
        await using var client = new CatalogClient(await RemoteCatalog.ConnectAsync(server.Address));
        await RequireAnswersAsync("own", new RemoteDatasets(client, (name, golden) => MakeAsync(local, name, golden)));
    }

    [SharedTheory("rerun/server")]
    [InlineData("0.27.3")]
    [InlineData("0.33.1")]
    [InlineData("0.41.0")]
    public async Task The_official_servers_give_the_same_answers(string release)
    {
        await using var client = new CatalogClient(await RemoteCatalog.ConnectAsync(await servers.UrlOfAsync(release)));
        await RequireAnswersAsync(release, new RemoteDatasets(client, (name, golden) => MakeAsync(client, name, golden)));
    }

    private static async Task<Tuid> MakeAsync(CatalogClient client, string name, GoldenCase golden)
    {
        var dataset = await client.CreateDatasetAsync(name);
        foreach (var (_, layer, file) in golden.Inputs)
        {
            await dataset.RegisterAsync(new Uri(file).AbsoluteUri, layer);
        }

        return dataset.Id;
    }

    private static async Task RequireAnswersAsync(string server, RemoteDatasets datasets)
    {
        var differences = new List<string>();
        var cases = GoldenCase.All.Where(golden => !GoldenExceptions.OfTheApi.ContainsKey(golden.Id) && !RemoteExceptions.Of(server).ContainsKey(golden.Id));
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (golden, _) =>
        {
            string? difference = null;
            foreach (var answer in golden.Answers(CompatibilityMode.Correct))
            {
                difference = await GoldenRunner.CompareAsync(golden, answer, () => datasets.OpenAsync(golden));
                if (difference is null)
                {
                    return;
                }
            }

            lock (differences)
            {
                differences.Add($"{golden.Id}: {difference}");
            }
        });
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences.Order(StringComparer.Ordinal)));
    }
}
