using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of lists, each with a 32-bit offset and size; they may overlap and stand in any order.</summary>
public sealed class ListViewArray : ArrowArray
{
    private IArrowArray? _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public ListViewArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.ListView);
        data.CheckLayout(3, 1);
        if (Math.Min(data.Buffers[1].Length, data.Buffers[2].Length) / sizeof(int) < (long)Offset + Length)
        {
            throw new ArgumentException($"{Length} lists from {Offset} on have offsets and sizes of {data.Buffers[1].Length} and {data.Buffers[2].Length} bytes.", nameof(data));
        }
    }

    /// <summary>For each list where it starts in <see cref="Values"/>.</summary>
    public ReadOnlySpan<int> ValueOffsets => MemoryMarshal.Cast<byte, int>(Data.Buffers[1].Span).Slice(Offset, Length);

    /// <summary>For each list how many elements it has.</summary>
    public ReadOnlySpan<int> Sizes => MemoryMarshal.Cast<byte, int>(Data.Buffers[2].Span).Slice(Offset, Length);

    /// <summary>The elements that the lists point into.</summary>
    public IArrowArray Values => _values ??= ArrowArrayFactory.BuildArray(Data.Children[0]);

    /// <summary>The number of elements of a list; 0 for a null.</summary>
    public int GetValueLength(int index) => IsValid(index) ? Sizes[index] : 0;

    /// <summary>The elements of a list, not copied; null for a null.</summary>
    public IArrowArray? GetSlicedValues(int index) =>
        IsValid(index) ? ArrowArrayFactory.Slice(Values, ValueOffsets[index], Sizes[index]) : null;
}
