using FsCheck;
using FsCheck.Fluent;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>
/// Makes random datasets and queries: nulls, empty lists, clears, static data, equal times and row ids, chunks twice, times out of order, missing
/// timelines, layers; every option of a view.
/// </summary>
internal sealed class ModelGenerator
{
    private const ulong RowIds = 400;
    private static readonly string[] Partitions = ["p1", "P2", "p10"];
    private readonly Random _random;
    private readonly int _size;
    private readonly Stack<ulong> _rowIds;
    private ulong _chunkId = 1;

    private ModelGenerator(int seed, int size)
    {
        _random = new Random(seed);
        _size = size;
        _rowIds = new Stack<ulong>(Enumerable.Range(1, (int)RowIds).Select(id => (ulong)id).OrderBy(_ => _random.Next()));
    }

    /// <summary>Cases with so many queries each; they grow with the size that the check asks for.</summary>
    public static Arbitrary<ModelCase> Cases(int queries) => Arb.From(
        Gen.Sized(size => Gen.Choose(0, int.MaxValue).Select(seed => Case(seed, size, queries))),
        failed => failed.Smaller());

    /// <summary>The case of a seed.</summary>
    public static ModelCase Case(int seed, int size, int queries) => new ModelGenerator(seed, size).NextCase(queries);

    private bool OneIn(int times) => _random.Next(times) == 0;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    private T[] Some<T>(IEnumerable<T> from, int times) => [.. from.Where(_ => OneIn(times))];

    private ModelCase NextCase(int queries)
    {
        var world = NextWorld();
        var setup = new ModelSetup(
            Pick(1, 3, 3, 64, 4096), _random.Next(1, 3), Pick(1, 3000, 20_000, 60_000, 200_000, 1 << 20, 1 << 20), OneIn(3) ? Pick(0, 2500) : 1 << 24, (DirectoryDetail)_random.Next(3), _random.Next());
        return new ModelCase(world, [.. Enumerable.Range(0, queries).Select(_ => NextQuery())], setup);
    }

    private ModelWorld NextWorld()
    {
        var wide = OneIn(8);
        var most = wide ? 20 : Math.Clamp(_size / 8, 2, 8);
        return new ModelWorld([.. Partitions.Take(_random.Next(1, 4)).Select(name => (name, NextChunks(_random.Next(0, most))))]);
    }

    private IReadOnlyList<ModelChunk> NextChunks(int count)
    {
        var layered = OneIn(3);
        var chunks = Enumerable.Range(0, count).Select(_ => NextChunk(layered && OneIn(2) ? "more" : "base")).ToList();
        if (chunks.Count > 0 && OneIn(12))
        {
            // A chunk that is there a second time is ignored.
            chunks.Add(Pick([.. chunks]) with { Layer = Pick("base", "more") });
        }

        if (chunks.Count > 0 && OneIn(6))
        {
            // Other values under the same row ids, mostly at the same times: only the tie rule decides.
            chunks.Add(NextRival(Pick([.. chunks]), Pick("base", "more")));
        }

        return chunks;
    }

    private ModelChunk NextRival(ModelChunk chunk, string layer)
    {
        var id = _chunkId++;
        var earlier = Pick(0, 0, 2);
        return chunk with
        {
            Id = id,
            Layer = layer,
            Timelines = chunk.Timelines.ToDictionary(timeline => timeline.Key, timeline => timeline.Value.Select((time, row) => row > 0 || time < earlier ? time : time - earlier).ToArray()),
            Components = chunk.Components.ToDictionary(
                component => component.Key,
                component => component.Key == ModelChunk.Clear ? component.Value : NextCells(component.Key, 2, id, chunk.RowIds.Count)),
        };
    }

    private ModelChunk NextChunk(string layer)
    {
        var id = _chunkId++;
        var rows = OneIn(40) ? _random.Next(64, 160) : _random.Next(1, 8);
        var timelines = OneIn(7) ? [] : ModelWorld.Timelines.Where(_ => !OneIn(3)).ToDictionary(name => name, _ => NextTimes(rows));
        var components = new Dictionary<string, object?[]?[]>();
        if (OneIn(6))
        {
            components.Add(ModelChunk.Clear, [.. Enumerable.Range(0, rows).Select(_ => OneIn(8) ? null : OneIn(12) ? [] : new object?[] { OneIn(2) })]);
        }

        if (components.Count == 0 || OneIn(3))
        {
            var emptiness = _random.Next(6);
            foreach (var component in Some(ModelWorld.Components, 2))
            {
                components.Add(component, NextCells(component, emptiness, id, rows));
            }
        }

        return new ModelChunk(id, layer, NextEntity(), NextRowIds(rows), timelines, components) { HasHiddenElements = OneIn(5) };
    }

    private string NextEntity() => OneIn(15) ? ModelWorld.Entities[^1] : Pick(ModelWorld.Entities[..^1]);

    private ulong[] NextRowIds(int rows)
    {
        if (OneIn(8))
        {
            // Few ids, so that they occur in several chunks and several times in one.
            return [.. Enumerable.Range(0, rows).Select(_ => (ulong)_random.Next(100, 104)).Order()];
        }

        return [.. Enumerable.Range(0, rows).Select(_ => _rowIds.TryPop(out var id) ? id : RowIds + (ulong)_random.Next(10_000)).Order()];
    }

    private long[] NextTimes(int rows)
    {
        var span = rows > 10 ? rows + 10 : 13;
        var times = Enumerable.Range(0, rows).Select(_ => (long)_random.Next(0, span)).ToArray();
        if (!OneIn(3))
        {
            Array.Sort(times);
        }

        if (OneIn(4))
        {
            times = [.. times.Select((_, row) => row + times[0])];
        }

        if (OneIn(20))
        {
            times[0] = Pick(long.MinValue, long.MinValue, long.MinValue + 1);
        }

        if (OneIn(25))
        {
            times[^1] = long.MaxValue;
        }

        return times;
    }

    private object?[]?[] NextCells(string component, int emptiness, ulong chunk, int rows)
    {
        var dense = OneIn(3);
        return [.. Enumerable.Range(0, rows).Select(row =>
        {
            var kind = dense ? 9 : _random.Next(10);
            return (emptiness == 0 ? kind < 5 : kind < 2) ? null
                : emptiness == 1 || kind == 2 ? []
                : Enumerable.Range(0, kind == 3 ? 3 : 1).Select(item => OneIn(20) ? null : ModelValue.Next(component, chunk, (row * 3) + item)).ToArray();
        })];
    }

    private ModelQuery NextQuery()
    {
        var query = new DataframeQuery
        {
            Index = OneIn(6) ? null : OneIn(30) ? "nope" : Pick(ModelWorld.Timelines),
            Contents = ViewContents.All,
            IncludeSemanticallyEmptyColumns = OneIn(3),
            IncludeTombstoneColumns = OneIn(4),
            FillLatestAt = OneIn(3),
            Range = OneIn(3) ? NextRange() : null,
            FilterIndexValues = OneIn(4) ? NextValues() : null,
            UsingIndexValues = OneIn(4) ? NextValues() : null,
            FilterIsNotNull = OneIn(4) ? new ComponentSelector(EntityPath.Parse(NextEntity()), Pick([.. ModelWorld.Components, ModelChunk.Clear])) : null,
            RowRanges = OneIn(5) ? NextRanges() : null,
            RowPartitions = OneIn(8) ? [.. Some(Partitions, 2), "none"] : null,
            Limit = OneIn(6) ? _random.Next(0, 6) : null,
            PartitionIds = OneIn(8) ? ["p1"] : null,
            Projection = OneIn(5) ? [.. Some(NextColumns(), 3)] : null,
        };
        if (query.UsingIndexValues is null && OneIn(8))
        {
            query = query with { UsingIndexValuesPerPartition = Some([.. Partitions, "none"], 2).ToDictionary(name => name, _ => NextValues()) };
        }

        return new ModelQuery(NextContents(), query);
    }

    /// <summary>All columns that may be there, in a random order; those that are not are left out when the query runs.</summary>
    private IEnumerable<string> NextColumns() => ModelWorld.Entities
        .SelectMany(entity => ModelWorld.Components.Append(ModelChunk.Clear).Select(component => ComponentColumnDescriptor.NameOf(EntityPath.Parse(entity), component)))
        .Concat(["rerun_partition_id", .. ModelWorld.Timelines, .. ModelWorld.Timelines])
        .OrderBy(_ => _random.Next());

    private ModelContents NextContents()
    {
        if (OneIn(3))
        {
            return ModelContents.All;
        }

        if (!OneIn(3))
        {
            return new ModelContents([(NextRules(_random.Next(0, 4)), null)]);
        }

        var parts = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (Rules: NextRules(_random.Next(1, 3)), (IReadOnlyList<string>?)Some(ModelWorld.Components, 2)));
        return new ModelContents([.. parts.DistinctBy(part => string.Join(' ', part.Rules))]);
    }

    private IReadOnlyList<ModelContents.Rule> NextRules(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ModelContents.Rule(i == 0 || !OneIn(3), Pick([.. ModelWorld.Entities, "/", "/a", "/__properties"]), !OneIn(3)))];

    private IndexRange NextRange() => OneIn(10)
        ? new IndexRange(Pick(long.MinValue, long.MinValue + 1, 3), Pick(long.MaxValue, long.MaxValue - 1, long.MinValue + 1))
        : new IndexRange(_random.Next(-1, 9), _random.Next(2, 14));

    private IndexRange[] NextRanges() => OneIn(6) ? [] : OneIn(4)
        ? [new IndexRange(_random.Next(0, 6), Pick(8, long.MaxValue))]
        : [new IndexRange(1, _random.Next(1, 4)), new IndexRange(6, _random.Next(5, 13))];

    private IReadOnlyList<long> NextValues() => [.. Enumerable.Range(0, 15).OrderBy(_ => _random.Next()).Take(_random.Next(0, 7)).Select(value => value switch
    {
        13 => long.MinValue,
        14 => Pick(long.MaxValue, long.MinValue + 1, 60),
        _ => (long)value,
    })];
}
