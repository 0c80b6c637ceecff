using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of 16-bit floating point numbers.</summary>
public sealed class HalfFloatArray : PrimitiveArray<Half>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public HalfFloatArray(ArrayData data)
        : base(data, ArrowTypeId.HalfFloat)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public HalfFloatArray(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(HalfFloatType.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<Half, HalfFloatArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(HalfFloatType.Default)
        {
        }
    }
}
