using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of signed 64-bit integers.</summary>
public sealed class Int64Array : PrimitiveArray<long>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public Int64Array(ArrayData data)
        : base(data, ArrowTypeId.Int64)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public Int64Array(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(Int64Type.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<long, Int64Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(Int64Type.Default)
        {
        }
    }
}
