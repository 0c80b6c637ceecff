using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of unsigned 64-bit integers.</summary>
public sealed class UInt64Array : PrimitiveArray<ulong>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public UInt64Array(ArrayData data)
        : base(data, ArrowTypeId.UInt64)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public UInt64Array(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(UInt64Type.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<ulong, UInt64Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(UInt64Type.Default)
        {
        }
    }
}
