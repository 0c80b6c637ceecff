using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of 64-bit floating point numbers.</summary>
public sealed class DoubleArray : PrimitiveArray<double>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public DoubleArray(ArrayData data)
        : base(data, ArrowTypeId.Double)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public DoubleArray(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(DoubleType.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<double, DoubleArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(DoubleType.Default)
        {
        }
    }
}
