using System.Runtime.CompilerServices;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>
/// Groups in several parts, each filled by one thread at a time. All rows of a group are in one part and are added in their order, so that results are
/// those of a single state to the last bit; groups come in the order in which they were first seen.
/// </summary>
internal sealed class PartitionedGroups : IAsyncDisposable
{
    private readonly Part[] _parts;
    private readonly EvaluationContext _context;
    private readonly string _operatorName;
    private long _rows;

    /// <summary>Creates parts without groups.</summary>
    /// <param name="parts">The number of parts.</param>
    /// <param name="newState">Creates a state without groups.</param>
    /// <param name="context">The execution.</param>
    /// <param name="operatorName">Who groups, for errors.</param>
    public PartitionedGroups(int parts, Func<GroupedState> newState, EvaluationContext context, string operatorName)
    {
        _parts = [.. Enumerable.Range(0, parts).Select(_ => new Part(newState()))];
        _context = context;
        _operatorName = operatorName;
    }

    /// <summary>Adds the rows of a morsel, whose rows come after all those before. Returns when all but the last two morsels have been added.</summary>
    public async ValueTask AddAsync(SplitRows morsel)
    {
        var start = _rows;
        _rows += morsel.Count;
        for (var i = 0; i < _parts.Length; i++)
        {
            var (part, rows) = (_parts[i], morsel.Of(i));
            await part.BeforeLast.ConfigureAwait(false);
            var before = part.BeforeLast = part.Last;
            part.Last = Task.Run(async () =>
            {
                await before.ConfigureAwait(false);
                Add(part, rows, start);
            });
        }
    }

    /// <summary>Waits until all morsels have been added.</summary>
    public Task CompleteAsync() => Task.WhenAll(_parts.Select(part => part.Last));

    /// <summary>The next groups in order, at most so many; null at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public VectorBatch? Next(int most)
    {
        var starts = Array.ConvertAll(_parts, part => part.Next);
        var heads = Array.ConvertAll(_parts, part => part.FirstRowOfNext);
        var partOf = new int[most];
        var places = new int[most];
        var count = 0;
        for (; count < most; count++)
        {
            var first = 0;
            for (var i = 1; i < heads.Length; i++)
            {
                first = heads[i] < heads[first] ? i : first;
            }

            if (heads[first] == long.MaxValue)
            {
                break;
            }

            var part = _parts[first];
            partOf[count] = first;
            places[count] = part.Next - starts[first];
            part.Next++;
            heads[first] = part.FirstRowOfNext;
        }

        if (count == 0)
        {
            return null;
        }

        // The groups of one part stand together, those of the next behind them.
        var pieces = new List<VectorBatch>();
        var offsets = new int[_parts.Length];
        var total = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            offsets[i] = total;
            if (_parts[i].Next - starts[i] is > 0 and var groups)
            {
                pieces.Add(_parts[i].State.Finish(starts[i], groups));
                total += groups;
            }
        }

        for (var i = 0; i < count; i++)
        {
            places[i] += offsets[partOf[i]];
        }

        return VectorBatch.Concat(pieces).Take(places.AsMemory(0, count));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Nobody asks for these any more, not even for their errors.
        await CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var part in _parts)
        {
            _context.Memory.Release(part.Reserved);
            part.Reserved = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(Part part, IReadOnlyList<(VectorBatch Rows, int[] Places, int Start)> pieces, long start)
    {
        foreach (var (rows, places, at) in pieces)
        {
            part.State.Add(rows, _context);
            var groups = part.State.LastGroups(rows.Length);
            for (var row = 0; row < groups.Length && part.FirstRows.Count < part.State.Count; row++)
            {
                if (groups[row] >= part.FirstRows.Count)
                {
                    part.FirstRows.Add(start + at + places[row]);
                }
            }
        }

        var size = part.State.ByteSize + (part.FirstRows.Count * 8L);
        if (size > part.Reserved)
        {
            _context.Memory.Reserve(size - part.Reserved, _operatorName);
            part.Reserved = size;
        }
    }

    private sealed class Part(GroupedState state)
    {
        public GroupedState State { get; } = state;

        /// <summary>For each group the number of its first row.</summary>
        public List<long> FirstRows { get; } = [];

        /// <summary>The number of the first row of the next group to be given out; the greatest number at the end.</summary>
        public long FirstRowOfNext => Next < FirstRows.Count ? FirstRows[Next] : long.MaxValue;

        public Task BeforeLast { get; set; } = Task.CompletedTask;

        public Task Last { get; set; } = Task.CompletedTask;

        public long Reserved { get; set; }

        public int Next { get; set; }
    }
}
