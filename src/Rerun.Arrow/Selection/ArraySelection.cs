using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

/// <summary>Makes arrays out of chosen values of other arrays, of any type.</summary>
/// <remarks>Where the chosen values are one range of one array the result shares its memory; else they are copied.</remarks>
public static class ArraySelection
{
    /// <summary>The values at some positions, in that order; a negative position gives null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    /// <exception cref="OverflowException">The result is too long for its offsets.</exception>
    public static IArrowArray Take(IArrowArray array, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(array);
        var data = array.Data;
        if (data.DataType is FixedWidthType)
        {
            return ArrowArrayFactory.BuildArray(FixedWidthTake.Take(data, indices));
        }

        if (ListTake.TryTake(data, indices) is { } lists)
        {
            return ArrowArrayFactory.BuildArray(lists);
        }

        var ranges = new RangeList(indices.Length);
        foreach (var index in indices)
        {
            if (index >= data.Length)
            {
                throw new IndexOutOfRangeException($"There is no value {index}: the array has {data.Length}.");
            }

            ranges.Add(index < 0 ? ArrayRange.NullSource : 0, Math.Max(index, 0), 1);
        }

        return TakeRanges(data.DataType, [array], ranges.Ranges);
    }

    /// <summary>The rows at some positions, in that order; a negative position gives a row of nulls.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    /// <exception cref="OverflowException">The result is too long for its offsets.</exception>
    public static RecordBatch Take(RecordBatch batch, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var arrays = new IArrowArray[batch.ColumnCount];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = Take(batch.Column(i), indices);
        }

        return new RecordBatch(batch.Schema, (IEnumerable<IArrowArray>)arrays, indices.Length);
    }

    /// <summary>The values of some ranges, one range behind the other.</summary>
    /// <param name="type">The type of the result.</param>
    /// <param name="sources">The arrays that the ranges refer to, all of the type's layout; may be empty if all ranges are runs of nulls or empty lists.</param>
    /// <param name="ranges">The ranges.</param>
    /// <exception cref="ArgumentException">A source is of another layout, or empty lists are asked of a type without lists.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range does not lie within its source.</exception>
    /// <exception cref="OverflowException">The result is too long for its offsets or indices.</exception>
    public static IArrowArray TakeRanges(IArrowType type, IReadOnlyList<IArrowArray> sources, ReadOnlySpan<ArrayRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(sources);
        var data = new ArrayData[sources.Count];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = sources[i].Data;
        }

        return ArrowArrayFactory.BuildArray(Gather(type, data, ranges));
    }

    /// <summary>The values whose bit is set.</summary>
    /// <param name="array">The values.</param>
    /// <param name="bitmap">A bit for each value, least significant first.</param>
    /// <param name="bitOffset">Where the first value's bit stands.</param>
    /// <exception cref="OverflowException">The result is too long for its offsets.</exception>
    public static IArrowArray Filter(IArrowArray array, ReadOnlySpan<byte> bitmap, int bitOffset = 0)
    {
        ArgumentNullException.ThrowIfNull(array);
        return TakeRanges(array.Data.DataType, [array], SetRanges(bitmap, bitOffset, array.Length).Ranges);
    }

    /// <summary>The rows whose bit is set.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="bitmap">A bit for each row, least significant first.</param>
    /// <param name="bitOffset">Where the first row's bit stands.</param>
    /// <exception cref="OverflowException">The result is too long for its offsets.</exception>
    public static RecordBatch Filter(RecordBatch batch, ReadOnlySpan<byte> bitmap, int bitOffset = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var ranges = SetRanges(bitmap, bitOffset, batch.Length);
        var arrays = new IArrowArray[batch.ColumnCount];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = TakeRanges(batch.Column(i).Data.DataType, [batch.Column(i)], ranges.Ranges);
        }

        return new RecordBatch(batch.Schema, (IEnumerable<IArrowArray>)arrays, ranges.Total);
    }

    /// <summary>The same values in memory of their own; of a slice no more than it shows. The values of a dictionary may still be shared.</summary>
    /// <exception cref="OverflowException">The array is too long for the offsets of its type.</exception>
    public static IArrowArray Copy(IArrowArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        var data = array.Data;
        return ArrowArrayFactory.BuildArray(Gatherer.Gather(data.DataType, [data], [new ArrayRange(0, 0, data.Length)], data.Length));
    }

    /// <summary>One value many times.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    /// <exception cref="OverflowException">The result is too long for its offsets.</exception>
    public static IArrowArray Repeat(IArrowArray array, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (array.IsNull(index))
        {
            return NullArrays.Create(array.Data.DataType, count);
        }

        if (array.Data.DataType is FixedWidthType)
        {
            return ArrowArrayFactory.BuildArray(FixedWidthTake.Repeat(array.Data, index, count));
        }

        return count == 0
            ? ArrowArrayFactory.Slice(array, index, 0)
            : TakeRanges(array.Data.DataType, [array], [new ArrayRange(0, index, 1) { Times = count }]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ArrayData Gather(IArrowType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges)
    {
        foreach (var source in sources)
        {
            if (!TypeComparer.Layout.Equals(source.DataType, type))
            {
                throw new ArgumentException($"An array of type {source.DataType} cannot become part of one of type {type}.", nameof(sources));
            }
        }

        var total = 0;
        foreach (var range in ranges)
        {
            if (range.Source >= 0)
            {
                ArrayData.CheckSlice(range.Start, range.Length, sources[range.Source].Length);
            }
            else if (range.Source == ArrayRange.EmptyListSource && !Gatherer.IsList(type))
            {
                throw new ArgumentException($"An array of type {type} has no empty lists.", nameof(ranges));
            }

            total = checked(total + range.Total);
        }

        return ranges.Length == 1 && ranges[0] is { Source: >= 0, Times: 1 }
            ? Retyped(sources[ranges[0].Source].Slice(ranges[0].Start, ranges[0].Length), type)
            : Gatherer.Gather(type, sources, ranges, total);
    }

    /// <summary>The runs of set bits, as ranges of source 0.</summary>
    internal static RangeList SetRanges(ReadOnlySpan<byte> bitmap, int offset, int length)
    {
        var ranges = new RangeList();
        for (var i = 0; i < length; i += 64)
        {
            var count = Math.Min(64, length - i);
            var word = BitUtility.ReadWord(bitmap, offset + i, count);
            while (word != 0)
            {
                var start = System.Numerics.BitOperations.TrailingZeroCount(word);
                var run = System.Numerics.BitOperations.TrailingZeroCount(~(word >> start));
                ranges.Add(0, i + start, run);
                word = start + run >= 64 ? 0 : word >> (start + run) << (start + run);
            }
        }

        return ranges;
    }

    private static ArrayData Retyped(ArrayData data, IArrowType type) => ReferenceEquals(data.DataType, type) ? data : data.WithType(type);
}
