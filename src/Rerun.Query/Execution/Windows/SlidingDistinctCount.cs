using Rerun.Arrow;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Windows;

/// <summary>How many different values a frame has: how often each is there, and for how many that is not never.</summary>
internal sealed class SlidingDistinctCount : SlidingFrame
{
    private readonly int[] _valueOf;
    private readonly int[] _counts;
    private readonly List<long> _results = [];
    private long _distinct;

    private SlidingDistinctCount(int[] valueOf, int values)
    {
        _valueOf = valueOf;
        _counts = new int[values];
    }

    /// <summary>Numbers the values of all rows.</summary>
    public static SlidingFrames Over(ColumnVector values)
    {
        const int AtOnce = 1 << 14;
        var table = new KeyTable([values.Type]);
        var valueOf = new int[values.Length];
        for (var start = 0; start < valueOf.Length; start += AtOnce)
        {
            var count = Math.Min(AtOnce, valueOf.Length - start);
            table.FindOrAdd([values.Slice(start, count)], valueOf.AsSpan(start, count));
        }

        for (var row = 0; row < valueOf.Length; row++)
        {
            valueOf[row] = values.IsNull(row) ? -1 : valueOf[row];
        }

        return new SlidingFrames(() => new SlidingDistinctCount(valueOf, table.Count), (valueOf.Length * 4L) + table.ByteSize, table.Count * 4L);
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        if (_valueOf[row] is var value and >= 0 && _counts[value]++ == 0)
        {
            _distinct++;
        }
    }

    /// <inheritdoc/>
    public override void Remove(int row)
    {
        if (_valueOf[row] is var value and >= 0 && --_counts[value] == 0)
        {
            _distinct--;
        }
    }

    /// <inheritdoc/>
    public override void Record() => _results.Add(_distinct);

    /// <inheritdoc/>
    public override IArrowArray Finish() => NewArrays.Fixed<long>(SqlTypes.BigInt, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_results));
}
