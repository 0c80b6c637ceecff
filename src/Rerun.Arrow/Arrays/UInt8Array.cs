using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of unsigned 8-bit integers.</summary>
public sealed class UInt8Array : PrimitiveArray<byte>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public UInt8Array(ArrayData data)
        : base(data, ArrowTypeId.UInt8)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The values.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public UInt8Array(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(UInt8Type.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : PrimitiveArrayBuilder<byte, UInt8Array, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(UInt8Type.Default)
        {
        }
    }
}
