using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Finds for each of some rows the greatest of the times that are told for it.</summary>
/// <param name="values">Where the times go; what it holds before does not matter.</param>
internal ref struct GreatestTimes(Span<long> values)
{
    private readonly Span<long> _values = values;
    private readonly Span<bool> _known = new bool[values.Length];

    /// <summary>Whether every row has a time.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Tells the time of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Raise(int row, long time)
    {
        _values[row] = IsComplete || _known[row] ? Math.Max(_values[row], time) : time;
        _known[row] = true;
    }

    /// <summary>Tells one time of many rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Raise(int row, int count, long time)
    {
        var values = _values.Slice(row, count);
        var known = _known.Slice(row, count);
        if (IsComplete || !known.Contains(false))
        {
            var least = new Vector<long>(time);
            var i = 0;
            for (; i + Vector<long>.Count <= values.Length; i += Vector<long>.Count)
            {
                Vector.Max(new Vector<long>(values[i..]), least).CopyTo(values[i..]);
            }

            for (; i < values.Length; i++)
            {
                values[i] = Math.Max(values[i], time);
            }

            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = known[i] ? Math.Max(values[i], time) : time;
        }

        known.Fill(true);
    }

    /// <summary>Tells the times of many rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Raise(int row, ReadOnlySpan<long> times)
    {
        var values = _values.Slice(row, times.Length);
        var known = _known.Slice(row, times.Length);
        if (IsComplete || !known.Contains(false))
        {
            var i = 0;
            for (; i + Vector<long>.Count <= values.Length; i += Vector<long>.Count)
            {
                Vector.Max(new Vector<long>(values[i..]), new Vector<long>(times[i..])).CopyTo(values[i..]);
            }

            for (; i < values.Length; i++)
            {
                values[i] = Math.Max(values[i], times[i]);
            }

            return;
        }

        if (!known.Contains(true))
        {
            times.CopyTo(values);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = known[i] ? Math.Max(values[i], times[i]) : times[i];
            }
        }

        known.Fill(true);
    }

    /// <summary>Makes the rows without a time nulls.</summary>
    /// <returns>The validity bitmap; empty if there is no null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly ArrowBuffer Finish(out int nulls)
    {
        nulls = 0;
        if (IsComplete || !_known.Contains(false))
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitUtility.ByteCount(_known.Length)];
        for (var i = 0; i < _known.Length; i++)
        {
            if (_known[i])
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
            }
            else
            {
                _values[i] = 0;
                nulls++;
            }
        }

        return new ArrowBuffer(bits);
    }
}
