using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A random dataset, and random queries of it: nulls, empty lists, clears, static data, duplicates, times out of order, missing timelines.</summary>
internal sealed class ModelWorld
{
    public static readonly string[] Timelines = ["frame", "log", "t"];
    private static readonly string[] Entities = ["/", "/a", "/a/b", "/c"];
    private static readonly string[] Components = ["C", "P", "Q"];
    private readonly Random _random;

    public ModelWorld(int seed)
    {
        _random = new Random(seed);
        var partitions = _random.Next(1, 4);
        var rowIds = new Stack<ulong>(Enumerable.Range(1, 400).Select(id => (ulong)id).OrderBy(_ => _random.Next()));
        ulong chunkId = 1;
        var wide = _random.Next(8) == 0;
        for (var i = 0; i < partitions; i++)
        {
            var chunks = Enumerable.Range(0, _random.Next(0, wide ? 20 : 7)).Select(_ => NextChunk(chunkId++, rowIds)).ToList();
            Partitions.Add((new[] { "p1", "P2", "p10" }[i], chunks));
        }
    }

    /// <summary>The chunks of each partition.</summary>
    public List<(string Partition, List<ModelChunk> Chunks)> Partitions { get; } = [];

    /// <summary>The layers of a catalog: each partition's chunks in a random order, dealt to one or two layers.</summary>
    public List<LayerChunks> Shuffled(Random random)
    {
        var layers = new List<LayerChunks>();
        foreach (var (partition, chunks) in Partitions)
        {
            var shuffled = chunks.OrderBy(_ => random.Next()).Select(chunk => chunk.ToChunk()).ToList();
            var cut = random.Next(3) == 0 ? random.Next(shuffled.Count + 1) : shuffled.Count;
            layers.Add(new LayerChunks(partition, "base", shuffled[..cut]));
            if (cut < shuffled.Count)
            {
                layers.Add(new LayerChunks(partition, "more", shuffled[cut..]));
            }
        }

        return layers;
    }

    public DataframeQuery NextQuery()
    {
        var index = _random.Next(6) == 0 ? null : Pick(Timelines);
        var query = new DataframeQuery
        {
            Index = index,
            Contents = Pick<ViewContents>(
                "/**", "/**", "/a/**", "/a", "/c /a/b", "/** -/a/**", "", """{"/**": ["P", "Q"]}""", """{"/a/**": "C", "/c": ["P"]}"""),
            IncludeSemanticallyEmptyColumns = _random.Next(3) == 0,
            IncludeTombstoneColumns = _random.Next(4) == 0,
            FillLatestAt = _random.Next(3) == 0,
        };
        if (_random.Next(3) == 0)
        {
            query = query with { Range = new IndexRange(_random.Next(-1, 9), _random.Next(2, 14)) };
        }

        if (_random.Next(4) == 0)
        {
            query = query with { FilterIndexValues = NextValues() };
        }

        if (_random.Next(4) == 0)
        {
            query = query with { UsingIndexValues = NextValues() };
        }
        else if (_random.Next(10) == 0)
        {
            query = query with
            {
                UsingIndexValuesPerPartition = new Dictionary<string, IReadOnlyList<long>> { ["p1"] = NextValues(), ["p10"] = NextValues() },
            };
        }

        if (_random.Next(4) == 0)
        {
            query = query with { FilterIsNotNull = new ComponentSelector(EntityPath.Parse(Pick(Entities)), Pick(Components)) };
        }

        if (_random.Next(5) == 0)
        {
            query = query with { RowRanges = _random.Next(6) == 0 ? [] : [new IndexRange(1, _random.Next(1, 4)), new IndexRange(6, _random.Next(5, 13))] };
        }

        if (_random.Next(8) == 0)
        {
            query = query with { RowPartitions = ["p10", "none"] };
        }

        return _random.Next(6) == 0 ? query with { Limit = _random.Next(0, 6) } : query;
    }

    private List<long> NextValues() => [.. Enumerable.Range(0, 14).OrderBy(_ => _random.Next()).Take(_random.Next(0, 7)).Select(value => value == 13 ? long.MinValue : (long)value)];

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];

    private ModelChunk NextChunk(ulong id, Stack<ulong> rowIds)
    {
        var rows = _random.Next(1, 8);
        var ids = Enumerable.Range(0, rows).Select(_ => rowIds.Pop()).Order().ToArray();
        if (_random.Next(10) == 0)
        {
            // Rows of one id: within a chunk the later wins.
            ids.AsSpan().Fill(ids[0]);
        }

        var timelines = new Dictionary<string, long[]>();
        if (_random.Next(7) != 0)
        {
            foreach (var name in Timelines.Where(_ => _random.Next(3) != 0))
            {
                timelines.Add(name, NextTimes(rows));
            }
        }

        var components = new Dictionary<string, object[]?[]>();
        if (_random.Next(6) == 0)
        {
            components.Add(ModelChunk.Clear, [.. Enumerable.Range(0, rows).Select(_ => _random.Next(8) == 0 ? null : new object[] { _random.Next(2) == 0 })]);
        }

        if (components.Count == 0 || _random.Next(3) == 0)
        {
            var emptiness = _random.Next(6);
            foreach (var component in Components.Where(_ => _random.Next(2) == 0))
            {
                components.Add(component, [.. Enumerable.Range(0, rows).Select(row => NextCell(component, emptiness, id, row))]);
            }
        }

        return new ModelChunk(id, Pick(Entities), ids, timelines, components);
    }

    private long[] NextTimes(int rows)
    {
        var times = Enumerable.Range(0, rows).Select(_ => (long)_random.Next(0, 13)).ToArray();
        if (_random.Next(3) != 0)
        {
            Array.Sort(times);
        }

        if (_random.Next(25) == 0)
        {
            times[0] = long.MinValue;
        }

        if (_random.Next(4) == 0)
        {
            times = [.. times.Select((_, row) => (long)(row + times[0])).Select(time => time < 0 ? 0 : time)];
        }

        return times;
    }

    private object[]? NextCell(string component, int emptiness, ulong id, int row)
    {
        var kind = _random.Next(10);
        if (emptiness == 0 ? kind < 5 : kind < 2)
        {
            return null;
        }

        if (emptiness == 1 || kind == 2)
        {
            return [];
        }

        return [.. Enumerable.Range(0, _random.Next(1, 3)).Select(item => component switch
        {
            "P" => (object)((long)id * 100 + row * 10 + item),
            "C" => $"{id}.{row}.{item}",
            _ => id + (row / 8.0),
        })];
    }
}
