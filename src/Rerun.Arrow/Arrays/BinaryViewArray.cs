using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of byte strings as 16-byte views: short ones within the view, long ones in one of several data buffers.</summary>
public class BinaryViewArray : ArrowArray
{
    internal const int ViewSize = 16;
    internal const int InlineLimit = 12;
    private readonly ArrowBuffer _views;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public BinaryViewArray(ArrayData data)
        : this(data, ArrowTypeId.BinaryView)
    {
    }

    private protected BinaryViewArray(ArrayData data, ArrowTypeId expected)
        : base(data)
    {
        CheckType(expected);
        data.CheckLayout(2, 0);
        _views = data.Buffers[1];
        if (_views.Length / ViewSize < (long)Offset + Length)
        {
            throw new ArgumentException($"{Length} views from {Offset} on do not fit a buffer of {_views.Length} bytes.", nameof(data));
        }
    }

    /// <summary>The buffer of the views.</summary>
    public ArrowBuffer ViewsBuffer => _views;

    /// <summary>The number of data buffers.</summary>
    public int DataBufferCount => Data.Buffers.Length - 2;

    /// <summary>The data buffer at a position.</summary>
    public ArrowBuffer DataBuffer(int index) => Data.Buffers[index + 2];

    /// <summary>The bytes of a value, not copied; empty for a null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public ReadOnlySpan<byte> GetBytes(int index) => GetBytes(index, out _);

    /// <summary>The bytes of a value, not copied; empty for a null.</summary>
    /// <param name="index">The position.</param>
    /// <param name="isNull">Whether the value is null.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public ReadOnlySpan<byte> GetBytes(int index, out bool isNull)
    {
        isNull = !IsValid(index);
        return isNull ? default : BytesOf(Data, _views.Span.Slice((Offset + index) * ViewSize, ViewSize));
    }

    internal static ReadOnlySpan<byte> BytesOf(ArrayData data, ReadOnlySpan<byte> view)
    {
        var length = MemoryMarshal.Read<int>(view);
        if (length <= InlineLimit)
        {
            return view.Slice(4, length);
        }

        var buffer = MemoryMarshal.Read<int>(view[8..]);
        var start = MemoryMarshal.Read<int>(view[12..]);
        return data.Buffers[buffer + 2].Span.Slice(start, length);
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : BinaryViewArrayBuilder<BinaryViewArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(BinaryViewType.Default)
        {
        }
    }
}
