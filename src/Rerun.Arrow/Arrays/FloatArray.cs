using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of 32-bit floating point numbers.</summary>
public sealed class FloatArray : PrimitiveArray<float>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public FloatArray(ArrayData data)
        : base(data, ArrowTypeId.Float)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public FloatArray(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(FloatType.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<float, FloatArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(FloatType.Default)
        {
        }
    }
}
