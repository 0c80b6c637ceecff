using Rerun.Arrow;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>Aggregates over frames.</summary>
internal static class WindowAggregates
{
    private const string OperatorName = "Window";

    /// <summary>How many frames are computed together.</summary>
    private const int RowsAtOnce = 1024;

    /// <summary>How many pairs of row and frame row are computed together.</summary>
    private const int ChunkPairs = 1 << 16;

    /// <summary>The aggregate of each row's frame.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">The argument columns.</param>
    /// <param name="filter">The filter column, or null.</param>
    /// <param name="bounds">The frames.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="context">The execution.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    public static ColumnVector Compute(
        WindowCall call,
        ColumnVector[] arguments,
        ColumnVector? filter,
        FrameBounds bounds,
        WindowPartitions partitions,
        EvaluationContext context,
        CancellationToken cancellationToken)
    {
        var kept = filter is null ? null : Truth.Of(filter).TrueBits;
        if (call.Frame.Exclusion == WindowExclusion.None && call.Frame.Start == WindowBound.First)
        {
            return Growing(call, arguments, kept, bounds, partitions);
        }

        return Create(call, arguments).CanMergeSome
            ? Joined(call, arguments, kept, bounds, partitions, context, cancellationToken)
            : Expanded(call, arguments, kept, bounds, partitions, cancellationToken);
    }

    private static Accumulator Create(WindowCall call, ColumnVector[] arguments) => call.Distinct && !call.Aggregate!.Function.IgnoresDuplicates
        ? new DistinctAccumulator(call.Aggregate.CreateAccumulator(), [.. arguments.Select(a => a.Type)])
        : call.Aggregate!.CreateAccumulator();

    // Frames that begin with the partition grow with the rows: each row is added once.
    private static ColumnVector Growing(WindowCall call, ColumnVector[] arguments, byte[]? kept, FrameBounds bounds, WindowPartitions partitions)
    {
        var pieces = new List<IArrowArray>();
        var places = new int[partitions.Length];
        foreach (var start in partitions.Starts)
        {
            var accumulator = Create(call, arguments);
            accumulator.EnsureGroups(1);
            var added = start;
            pieces.Add(accumulator.Finish(0, 1));
            for (var row = start; row < partitions.PartitionEnd[start]; row++)
            {
                if (bounds.Ends[row] > added)
                {
                    Add(accumulator, arguments, kept, added, bounds.Ends[row]);
                    added = bounds.Ends[row];
                    pieces.Add(accumulator.Finish(0, 1));
                }

                places[row] = pieces.Count - 1;
            }
        }

        return pieces.Count == 0 ? ColumnVector.Flat(ArrayTaking.Nulls(call.Type, 0)) : ColumnVector.Dictionary(ArrayTaking.Concat(pieces), places);
    }

    private static void Add(Accumulator accumulator, ColumnVector[] arguments, byte[]? kept, int start, int end)
    {
        if (kept is null)
        {
            accumulator.AddRun(0, Array.ConvertAll(arguments, a => a.Slice(start, end - start)), end - start);
            return;
        }

        var rows = new List<int>();
        for (var row = start; row < end; row++)
        {
            if (BitUtility.GetBit(kept, row))
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

    // All other frames are put together from their rows, and from blocks of rows where they are wide.
    private static ColumnVector Joined(
        WindowCall call,
        ColumnVector[] arguments,
        byte[]? kept,
        FrameBounds bounds,
        WindowPartitions partitions,
        EvaluationContext context,
        CancellationToken cancellationToken)
    {
        var tree = new FrameTree(() => Create(call, arguments), arguments, kept, partitions.Length);
        using var held = context.Memory.Hold(tree.ByteSize, OperatorName);
        var pieces = new List<IArrowArray>();
        for (var first = 0; first < partitions.Length; first += RowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var frames = new (int, int)[Math.Min(RowsAtOnce, partitions.Length - first)][];
            for (var i = 0; i < frames.Length; i++)
            {
                frames[i] = FrameParts.Of(call.Frame.Exclusion, bounds, partitions, first + i);
            }

            pieces.Add(tree.Aggregate(frames).Finish(0, frames.Length));
        }

        return ColumnVector.Flat(pieces.Count == 0 ? ArrayTaking.Nulls(call.Type, 0) : ArrayTaking.Concat(pieces));
    }

    // Where states of blocks cannot be joined, frames are written out, row by frame row, and aggregated as groups.
    private static ColumnVector Expanded(
        WindowCall call, ColumnVector[] arguments, byte[]? kept, FrameBounds bounds, WindowPartitions partitions, CancellationToken cancellationToken)
    {
        var pieces = new List<IArrowArray>();
        var groups = new List<int>();
        var rows = new List<int>();
        var first = 0;
        for (var row = 0; row < partitions.Length; row++)
        {
            for (var candidate = bounds.Starts[row]; candidate < bounds.Ends[row]; candidate++)
            {
                if ((kept is null || BitUtility.GetBit(kept, candidate)) && !WindowValues.IsExcluded(call.Frame.Exclusion, partitions, row, candidate))
                {
                    groups.Add(row - first);
                    rows.Add(candidate);
                }
            }

            if (rows.Count >= ChunkPairs || row == partitions.Length - 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var accumulator = Create(call, arguments);
                accumulator.EnsureGroups(row + 1 - first);
                if (rows.Count > 0)
                {
                    int[] chosen = [.. rows];
                    accumulator.Add([.. groups], Array.ConvertAll(arguments, a => a.Take(chosen)));
                }

                pieces.Add(accumulator.Finish(0, row + 1 - first));
                groups.Clear();
                rows.Clear();
                first = row + 1;
            }
        }

        return ColumnVector.Flat(pieces.Count == 0 ? ArrayTaking.Nulls(call.Type, 0) : ArrayTaking.Concat(pieces));
    }
}
