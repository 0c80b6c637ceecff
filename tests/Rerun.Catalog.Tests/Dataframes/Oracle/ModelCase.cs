namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A dataset, queries of it, and how the engine is set up.</summary>
internal sealed record ModelCase(ModelWorld World, IReadOnlyList<ModelQuery> Queries, ModelSetup Setup)
{
    /// <summary>Smaller cases, tried in this order to make a failure readable: a single query, fewer partitions, chunks, columns and rows, fewer options.</summary>
    public IEnumerable<ModelCase> Smaller()
    {
        if (Queries.Count > 1)
        {
            return Queries.Select(query => this with { Queries = [query] });
        }

        return Worlds().Select(world => this with { World = world })
            .Concat(Queries.SelectMany(Simpler).Select(query => this with { Queries = [query] }))
            .Concat(Setups().Where(setup => setup != Setup).Select(setup => this with { Setup = setup }));
    }

    public override string ToString() => $"{World}{Environment.NewLine}{Setup}{Environment.NewLine}{string.Join(Environment.NewLine, Queries)}";

    private IEnumerable<ModelWorld> Worlds()
    {
        for (var i = 0; i < World.Partitions.Count; i++)
        {
            yield return new ModelWorld(Without(World.Partitions, i));
        }

        for (var i = 0; i < World.Partitions.Count; i++)
        {
            var (name, chunks) = World.Partitions[i];
            for (var j = 0; j < chunks.Count; j++)
            {
                yield return With(i, Without(chunks, j));
                foreach (var smaller in Smaller(chunks[j]))
                {
                    yield return With(i, [.. chunks.Take(j), smaller, .. chunks.Skip(j + 1)]);
                }
            }

            ModelWorld With(int position, IReadOnlyList<ModelChunk> changed) =>
                new([.. World.Partitions.Take(position), (name, changed), .. World.Partitions.Skip(position + 1)]);
        }
    }

    private static IEnumerable<ModelChunk> Smaller(ModelChunk chunk)
    {
        foreach (var component in chunk.Components.Keys.Where(_ => chunk.Components.Count > 1))
        {
            yield return chunk with { Components = chunk.Components.Where(item => item.Key != component).ToDictionary() };
        }

        foreach (var timeline in chunk.Timelines.Keys.Where(_ => chunk.Timelines.Count > 1))
        {
            yield return chunk with { Timelines = chunk.Timelines.Where(item => item.Key != timeline).ToDictionary() };
        }

        for (var row = 0; row < chunk.RowIds.Count && chunk.RowIds.Count > 1; row++)
        {
            yield return chunk.WithoutRow(row);
        }

        if (chunk.HasHiddenElements)
        {
            yield return chunk with { HasHiddenElements = false };
        }
    }

    private static IEnumerable<ModelQuery> Simpler(ModelQuery query)
    {
        var plain = query.Options;
        var options = new[]
        {
            plain with { Projection = null },
            plain with { PartitionIds = null },
            plain with { Range = null },
            plain with { FilterIndexValues = null },
            plain with { UsingIndexValues = null },
            plain with { UsingIndexValuesPerPartition = null },
            plain with { FilterIsNotNull = null },
            plain with { RowRanges = null },
            plain with { RowPartitions = null },
            plain with { Limit = null },
            plain with { FillLatestAt = false },
            plain with { IncludeSemanticallyEmptyColumns = false },
            plain with { IncludeTombstoneColumns = false },
        };
        return options.Where(simpler => simpler != plain).Select(simpler => query with { Options = simpler })
            .Concat(query.Contents == ModelContents.All ? [] : [query with { Contents = ModelContents.All }]);
    }

    private IEnumerable<ModelSetup> Setups() =>
    [
        Setup with { BatchRows = 4096 },
        Setup with { Threads = 1 },
        Setup with { MemoryLimit = 1 << 20 },
        Setup with { CacheLimit = 1 << 24 },
        Setup with { Detail = DirectoryDetail.Least },
        Setup with { Order = 0 },
    ];

    private static List<T> Without<T>(IReadOnlyList<T> items, int position) => [.. items.Where((_, i) => i != position)];
}
