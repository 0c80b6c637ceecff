using Rerun.Arrow;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Parallel;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>
/// Aggregates over frames. Rows are computed in stretches, by several threads where there are many; each result depends on its own frame only, so that it is
/// the same whoever computes it.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="arguments">The argument columns.</param>
/// <param name="filter">The filter column, or null.</param>
/// <param name="bounds">The frames.</param>
/// <param name="partitions">The partitions.</param>
/// <param name="context">The execution.</param>
/// <param name="cancellationToken">Cancels the computation.</param>
internal sealed class WindowAggregates(
    WindowCall call,
    ColumnVector[] arguments,
    ColumnVector? filter,
    FrameBounds bounds,
    WindowPartitions partitions,
    EvaluationContext context,
    CancellationToken cancellationToken)
{
    private const string OperatorName = "Window";

    /// <summary>How many frames are computed together.</summary>
    private const int RowsAtOnce = 1024;

    /// <summary>How many rows a thread takes at least, where it has to begin with all rows of a frame.</summary>
    private const int StretchRows = 1 << 14;

    /// <summary>How many pairs of row and frame row are computed together.</summary>
    private const int ChunkPairs = 1 << 16;

    private readonly byte[]? _kept = filter is null ? null : Truth.Of(filter).TrueBits;

    private int Workers => partitions.Length > context.ParallelRows ? context.Workers : 1;

    /// <summary>The aggregate of each row's frame.</summary>
    public ColumnVector Compute()
    {
        using var held = new HeldPieces(context.Memory, OperatorName, call.Type);
        var accumulator = Create();
        if (accumulator is ISlidingAggregate sliding && sliding.Slide(arguments, Workers) is { } frames)
        {
            return Slid(frames, held);
        }

        return call.Frame.Exclusion == WindowExclusion.None && call.Frame.Start == WindowBound.First ? Growing(held)
            : accumulator.CanMergeSome ? Joined(held)
            : Expanded(held);
    }

    private Accumulator Create() => call.Distinct && !call.Aggregate!.Function.IgnoresDuplicates
        ? new DistinctAccumulator(call.Aggregate.CreateAccumulator(), [.. arguments.Select(a => a.Type)])
        : call.Aggregate!.CreateAccumulator();

    private ColumnVector Joined(IArrowArray[] pieces) => ColumnVector.Flat(pieces.Length == 0 ? ArrayTaking.Nulls(call.Type, 0) : ArrayTaking.Concat(pieces));

    private (int Start, int End) Stretch(int number, int rows) => (number * rows, Math.Min((number + 1) * rows, partitions.Length));

    private int Stretches(int rows) => (partitions.Length + rows - 1) / rows;

    // Frames that begin with the partition grow with the rows: each row is added once. A stretch is some whole partitions.
    private ColumnVector Growing(HeldPieces held)
    {
        var borders = new List<int> { 0 };
        foreach (var start in partitions.Starts.Append(partitions.Length))
        {
            if (start - borders[^1] >= RowsAtOnce || (start == partitions.Length && start > borders[^1]))
            {
                borders.Add(start);
            }
        }

        var places = new int[partitions.Length];
        var parts = Parts.Compute(borders.Count - 1, Workers, i => Grown(borders[i], borders[i + 1], places, held), cancellationToken);
        if (parts.Length == 0)
        {
            return ColumnVector.Flat(ArrayTaking.Nulls(call.Type, 0));
        }

        var before = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (ref var place in places.AsSpan(borders[i], borders[i + 1] - borders[i]))
            {
                place += before;
            }

            before += parts[i].Length;
        }

        return ColumnVector.Dictionary(ArrayTaking.Concat(parts), places);
    }

    private IArrowArray Grown(int first, int end, int[] places, HeldPieces held)
    {
        var pieces = new List<IArrowArray>();
        for (var start = first; start < end; start = partitions.PartitionEnd[start])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var accumulator = Create();
            accumulator.EnsureGroups(1);
            var added = start;
            pieces.Add(held.Hold(accumulator.Finish(0, 1)));
            for (var row = start; row < partitions.PartitionEnd[start]; row++)
            {
                if (bounds.Ends[row] > added)
                {
                    Add(accumulator, added, bounds.Ends[row]);
                    added = bounds.Ends[row];
                    pieces.Add(held.Hold(accumulator.Finish(0, 1)));
                }

                places[row] = pieces.Count - 1;
            }
        }

        return ArrayTaking.Concat(pieces);
    }

    private void Add(Accumulator accumulator, int start, int end)
    {
        if (_kept is null)
        {
            accumulator.AddRun(0, Array.ConvertAll(arguments, a => a.Slice(start, end - start)), end - start);
            return;
        }

        var rows = new List<int>();
        for (var row = start; row < end; row++)
        {
            if (BitUtility.GetBit(_kept, row))
            {
                rows.Add(row);
            }
        }

        if (rows.Count > 0)
        {
            int[] chosen = [.. rows];
            accumulator.AddRun(0, Array.ConvertAll(arguments, a => a.Take(chosen)), chosen.Length);
        }
    }

    // Rows come and go as the frame moves on.
    private ColumnVector Slid(SlidingFrames frames, HeldPieces held)
    {
        using var shared = context.Memory.Hold(frames.ByteSize + (frames.FrameByteSize * Workers), OperatorName);

        // Each stretch begins with all rows of a frame: few of them, then. What a frame gives does not depend on where it began.
        var rows = Workers == 1 ? Math.Max(1, partitions.Length) : Math.Max(StretchRows, partitions.Length / (2 * Workers));
        return Joined(Parts.Compute(Stretches(rows), Workers, i => held.Hold(Slide(frames.Create(), Stretch(i, rows))), cancellationToken));
    }

    private IArrowArray Slide(SlidingFrame frame, (int Start, int End) rows)
    {
        (int Start, int End)[] parts = [];
        for (var row = rows.Start; row < rows.End; row++)
        {
            if (row % RowsAtOnce == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var next = FrameParts.Of(call.Frame.Exclusion, bounds, partitions, row);
            FrameSteps.Move(frame, parts, next, _kept);
            frame.Record();
            parts = next;
        }

        return frame.Finish();
    }

    // Other frames are put together from their rows, and from blocks of rows where they are wide.
    private ColumnVector Joined(HeldPieces held)
    {
        var tree = new FrameTree(Create, arguments, _kept, partitions.Length);
        using var blocks = context.Memory.Hold(tree.ByteSize, OperatorName);
        return Joined(Parts.Compute(Stretches(RowsAtOnce), Workers, i =>
        {
            var (start, end) = Stretch(i, RowsAtOnce);
            var frames = new (int, int)[end - start][];
            for (var row = start; row < end; row++)
            {
                frames[row - start] = FrameParts.Of(call.Frame.Exclusion, bounds, partitions, row);
            }

            return held.Hold(tree.Aggregate(frames).Finish(0, frames.Length));
        }, cancellationToken));
    }

    // Where states of blocks cannot be joined, frames are written out, row by frame row, and aggregated as groups.
    private ColumnVector Expanded(HeldPieces held) =>
        Joined(Parts.Compute(Stretches(RowsAtOnce), Workers, i => Expand(Stretch(i, RowsAtOnce), held), cancellationToken));

    private IArrowArray Expand((int Start, int End) stretch, HeldPieces held)
    {
        var pieces = new List<IArrowArray>();
        var groups = new List<int>();
        var rows = new List<int>();
        var first = stretch.Start;
        for (var row = stretch.Start; row < stretch.End; row++)
        {
            for (var candidate = bounds.Starts[row]; candidate < bounds.Ends[row]; candidate++)
            {
                if ((_kept is null || BitUtility.GetBit(_kept, candidate)) && !WindowValues.IsExcluded(call.Frame.Exclusion, partitions, row, candidate))
                {
                    groups.Add(row - first);
                    rows.Add(candidate);
                }
            }

            if (rows.Count >= ChunkPairs || row == stretch.End - 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var accumulator = Create();
                accumulator.EnsureGroups(row + 1 - first);
                if (rows.Count > 0)
                {
                    int[] chosen = [.. rows];
                    accumulator.Add([.. groups], Array.ConvertAll(arguments, a => a.Take(chosen)));
                }

                pieces.Add(held.Hold(accumulator.Finish(0, row + 1 - first)));
                groups.Clear();
                rows.Clear();
                first = row + 1;
            }
        }

        return ArrayTaking.Concat(pieces);
    }
}
