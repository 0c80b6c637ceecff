using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of byte strings with 32-bit offsets.</summary>
public class BinaryArray : ArrowArray
{
    private readonly ArrowBuffer _offsets;
    private readonly ArrowBuffer _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public BinaryArray(ArrayData data)
        : this(data, ArrowTypeId.Binary)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="valueOffsetsBuffer">The offsets, one more than values.</param>
    /// <param name="dataBuffer">The bytes.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public BinaryArray(
        IArrowType dataType, int length, ArrowBuffer valueOffsetsBuffer, ArrowBuffer dataBuffer, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(dataType, length, nullCount, offset, [nullBitmapBuffer, valueOffsetsBuffer, dataBuffer]))
    {
    }

    private protected BinaryArray(ArrayData data, ArrowTypeId expected)
        : base(data)
    {
        CheckType(expected);
        data.CheckLayout(3, 0);
        _offsets = data.Buffers[1];
        _values = data.Buffers[2];
        if (Length > 0 && _offsets.Length / sizeof(int) < (long)Offset + Length + 1)
        {
            throw new ArgumentException($"{Length} values from {Offset} on need more than {_offsets.Length} bytes of offsets.", nameof(data));
        }
    }

    /// <summary>The buffer of the offsets.</summary>
    public ArrowBuffer ValueOffsetsBuffer => _offsets;

    /// <summary>The buffer of the bytes.</summary>
    public ArrowBuffer ValueBuffer => _values;

    /// <summary>For each value where it starts, and at the end where the last one ends: one more than values.</summary>
    public ReadOnlySpan<int> ValueOffsets
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var offsets = MemoryMarshal.Cast<byte, int>(_offsets.Span);
            return offsets.Length > Offset ? offsets.Slice(Offset, Length + 1) : OffsetSpans.IntZero;
        }
    }

    /// <summary>The bytes of all values, from the buffer's start.</summary>
    public ReadOnlySpan<byte> Values => _values.Span;

    /// <summary>The number of bytes of a value; what a null has there means nothing.</summary>
    public int GetValueLength(int index)
    {
        CheckIndex(index);
        var offsets = ValueOffsets;
        return checked((int)(offsets[index + 1] - offsets[index]));
    }

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
        if (isNull)
        {
            return default;
        }

        var offsets = ValueOffsets;
        return _values.Span[offsets[index]..offsets[index + 1]];
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : BinaryArrayBuilder<int, BinaryArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(BinaryType.Default)
        {
        }
    }
}
