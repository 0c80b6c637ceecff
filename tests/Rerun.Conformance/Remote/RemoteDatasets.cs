using System.Collections.Concurrent;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;

namespace Rerun.Conformance.Remote;

/// <summary>The datasets of golden cases, each made once: cases with the same recordings share one.</summary>
/// <param name="client">Reads them.</param>
/// <param name="make">Makes a dataset of a name and registers a case's recordings in it.</param>
internal sealed class RemoteDatasets(CatalogClient client, Func<string, GoldenCase, Task<Tuid>> make)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Tuid>>> _datasets = new(StringComparer.Ordinal);

    public async Task<(DataframeEngine Engine, Tuid Dataset)> OpenAsync(GoldenCase golden)
    {
        var key = string.Join('|', golden.Inputs.Select(input => $"{input.Layer}={input.File}"));
        return (client.Dataframes, await _datasets.GetOrAdd(key, _ => new(() => make($"golden-{Guid.NewGuid():N}", golden))).Value);
    }
}
