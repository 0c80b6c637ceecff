using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of lists with 64-bit offsets.</summary>
public sealed class LargeListArray : ArrowArray
{
    private readonly ArrowBuffer _offsets;
    private IArrowArray? _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public LargeListArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.LargeList);
        data.CheckLayout(2, 1);
        _offsets = data.Buffers[1];
        if (Length > 0 && _offsets.Length / sizeof(long) < (long)Offset + Length + 1)
        {
            throw new ArgumentException($"{Length} lists from {Offset} on need more than {_offsets.Length} bytes of offsets.", nameof(data));
        }
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of lists.</param>
    /// <param name="valueOffsetsBuffer">The offsets, one more than lists.</param>
    /// <param name="values">The elements of all lists.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first list stands.</param>
    public LargeListArray(
        IArrowType dataType, int length, ArrowBuffer valueOffsetsBuffer, IArrowArray values, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(dataType, length, nullCount, offset, [nullBitmapBuffer, valueOffsetsBuffer], [values.Data]))
    {
        _values = values;
    }

    /// <summary>The buffer of the offsets.</summary>
    public ArrowBuffer ValueOffsetsBuffer => _offsets;

    /// <summary>For each list where it starts in <see cref="Values"/>, and at the end where the last one ends: one more than lists.</summary>
    public ReadOnlySpan<long> ValueOffsets
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var offsets = MemoryMarshal.Cast<byte, long>(_offsets.Span);
            return offsets.Length > Offset ? offsets.Slice(Offset, Length + 1) : OffsetSpans.LongZero;
        }
    }

    /// <summary>The elements of all lists; may hold more than these lists use, before and behind.</summary>
    public IArrowArray Values => _values ??= ArrowArrayFactory.BuildArray(Data.Children[0]);

    /// <summary>Where a list starts in <see cref="Values"/>.</summary>
    public int GetValueOffset(int index)
    {
        CheckIndex(index);
        return checked((int)ValueOffsets[index]);
    }

    /// <summary>The number of elements of a list; 0 for a null.</summary>
    public int GetValueLength(int index)
    {
        if (!IsValid(index))
        {
            return 0;
        }

        var offsets = ValueOffsets;
        return checked((int)(offsets[index + 1] - offsets[index]));
    }

    /// <summary>The elements of a list, not copied; null for a null.</summary>
    public IArrowArray? GetSlicedValues(int index)
    {
        if (!IsValid(index))
        {
            return null;
        }

        var offsets = ValueOffsets;
        return ArrowArrayFactory.Slice(Values, checked((int)offsets[index]), checked((int)(offsets[index + 1] - offsets[index])));
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : ListArrayBuilder<long, LargeListArray, Builder>
    {
        /// <summary>An empty builder of lists of a field's values.</summary>
        public Builder(Field valueField)
            : base(new LargeListType(valueField), valueField)
        {
        }

        /// <summary>An empty builder of lists of nullable values of a type.</summary>
        public Builder(IArrowType valueDataType)
            : this(new Field("item", valueDataType, true))
        {
        }

        /// <summary>An empty builder of a type of lists.</summary>
        public Builder(LargeListType dataType)
            : base(dataType, dataType.ValueField)
        {
        }
    }
}
