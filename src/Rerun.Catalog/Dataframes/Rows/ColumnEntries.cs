namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>
/// The cells of one column of a partition on the queried index: for each time, ascending and each once, the row that wins there. Columns that
/// were always logged together share one.
/// </summary>
internal sealed class ColumnEntries
{
    private ColumnEntries(long[] times, Alignment sources)
    {
        Times = times;
        Sources = sources;
    }

    public long[] Times { get; }

    /// <summary>Where the cell of each entry comes from.</summary>
    public Alignment Sources { get; }

    /// <summary>The same entries with a given array of the same times, so that columns with equal times can be told by it.</summary>
    public ColumnEntries WithTimes(long[] times) => new(times, Sources);

    /// <summary>Merges the runs of a column: one after the other where they do not overlap, else by time, the greater row id winning.</summary>
    public static ColumnEntries Merge(IEnumerable<Run> runs)
    {
        Run[] ordered = [.. runs.Where(run => run.Count > 0).OrderBy(run => run.Times[0])];
        var sink = new Sink(ordered.Sum(run => run.Count));
        for (var i = 0; i < ordered.Length;)
        {
            var end = i + 1;
            var last = ordered[i].Times[^1];
            while (end < ordered.Length && ordered[end].Times[0] <= last)
            {
                last = Math.Max(last, ordered[end++].Times[^1]);
            }

            if (end == i + 1)
            {
                sink.Add(ordered[i], 0, ordered[i].Count);
            }
            else
            {
                MergeOverlapping(ordered.AsSpan(i, end - i), ref sink);
            }

            i = end;
        }

        return sink.Build();
    }

    /// <summary>The same behind one entry more.</summary>
    /// <param name="times">The times with that entry's before them.</param>
    /// <param name="chunk">The chunk that its cell comes from.</param>
    /// <param name="chunkRow">The chunk's row.</param>
    /// <param name="kind">How the cell comes from it.</param>
    public ColumnEntries After(long[] times, int chunk, int chunkRow, SourceKind kind)
    {
        var sources = new Alignment.Builder(Sources.Stretches.Length + 1);
        sources.Add(chunk, chunkRow, kind, 1);
        if (Times.Length > 0)
        {
            var index = 0;
            sources.AddRange(Sources, ref index, 0, Times.Length);
        }

        return new ColumnEntries(times, sources.Build());
    }

    private static void MergeOverlapping(ReadOnlySpan<Run> runs, ref Sink sink)
    {
        var positions = new int[runs.Length];
        var next = new PriorityQueue<int, long>(runs.Length);
        for (var i = 0; i < runs.Length; i++)
        {
            next.Enqueue(i, runs[i].Times[0]);
        }

        while (next.TryDequeue(out var first, out var time))
        {
            var run = runs[first];
            var position = positions[first];
            if (!next.TryPeek(out _, out var following) || time < following)
            {
                // Nothing else is here until the following time: take all up to there at once.
                var rest = run.Times[position..];
                var block = next.Count == 0 ? rest.Length : Rows.Times.Gallop(rest, following);
                sink.Add(run, position, block);
                Advance(runs, first, block);
                continue;
            }

            var winner = first;
            while (next.TryPeek(out var rival, out following) && following == time)
            {
                next.Dequeue();
                if (runs[rival].Beats(positions[rival], runs[winner], positions[winner]))
                {
                    (winner, rival) = (rival, winner);
                }

                Advance(runs, rival, 1);
            }

            sink.Add(runs[winner], positions[winner], 1);
            Advance(runs, winner, 1);
        }

        void Advance(ReadOnlySpan<Run> runs, int index, int count)
        {
            positions[index] += count;
            if (positions[index] < runs[index].Count)
            {
                next.Enqueue(index, runs[index].Times[positions[index]]);
            }
        }
    }

    private struct Sink(int capacity)
    {
        private readonly long[] _times = new long[capacity];
        private readonly Alignment.Builder _sources = new();
        private int _count;

        public void Add(Run run, int position, int count)
        {
            run.Times.Slice(position, count).CopyTo(_times.AsSpan(_count));
            _count += count;
            if (run is { IsContiguous: true, IsClear: false })
            {
                _sources.Add(run.Chunk, run.RowAt(position), SourceKind.Rows, count);
                return;
            }

            var kind = run.IsClear ? SourceKind.Cleared : SourceKind.Rows;
            for (var i = position; i < position + count; i++)
            {
                _sources.Add(run.Chunk, run.RowAt(i), kind, 1);
            }
        }

        public readonly ColumnEntries Build() =>
            new(_count == _times.Length ? _times : _times.AsSpan(0, _count).ToArray(), _sources.Build());
    }
}
