using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of lists, each with a 64-bit offset and size; they may overlap and stand in any order.</summary>
public sealed class LargeListViewArray : ArrowArray
{
    private IArrowArray? _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public LargeListViewArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.LargeListView);
        data.CheckLayout(3, 1);
        if (Math.Min(data.Buffers[1].Length, data.Buffers[2].Length) / sizeof(long) < (long)Offset + Length)
        {
            throw new ArgumentException($"{Length} lists from {Offset} on have offsets and sizes of {data.Buffers[1].Length} and {data.Buffers[2].Length} bytes.", nameof(data));
        }
    }

    /// <summary>For each list where it starts in <see cref="Values"/>.</summary>
    public ReadOnlySpan<long> ValueOffsets => MemoryMarshal.Cast<byte, long>(Data.Buffers[1].Span).Slice(Offset, Length);

    /// <summary>For each list how many elements it has.</summary>
    public ReadOnlySpan<long> Sizes => MemoryMarshal.Cast<byte, long>(Data.Buffers[2].Span).Slice(Offset, Length);

    /// <summary>The elements that the lists point into.</summary>
    public IArrowArray Values => _values ??= ArrowArrayFactory.BuildArray(Data.Children[0]);

    /// <summary>The number of elements of a list; 0 for a null.</summary>
    public int GetValueLength(int index) => IsValid(index) ? checked((int)Sizes[index]) : 0;

    /// <summary>The elements of a list, not copied; null for a null.</summary>
    public IArrowArray? GetSlicedValues(int index) =>
        IsValid(index) ? ArrowArrayFactory.Slice(Values, checked((int)ValueOffsets[index]), checked((int)Sizes[index])) : null;
}
