using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of maps: lists of key and value pairs.</summary>
public sealed class MapArray : ListArray
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public MapArray(ArrayData data)
        : base(data, ArrowTypeId.Map)
    {
    }

    /// <summary>The array over entries.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of maps.</param>
    /// <param name="valueOffsetsBuffer">The offsets, one more than maps.</param>
    /// <param name="structs">The entries of all maps.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first map stands.</param>
    public MapArray(IArrowType dataType, int length, ArrowBuffer valueOffsetsBuffer, IArrowArray structs, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(dataType, length, nullCount, offset, [nullBitmapBuffer, valueOffsetsBuffer], [structs.Data]))
    {
    }

    /// <summary>Whether each map's keys are in order.</summary>
    public bool IsKeySorted => ((MapType)Data.DataType).KeySorted;

    /// <summary>The entries of all maps.</summary>
    public StructArray KeyValues => (StructArray)Values;

    /// <summary>The keys of all maps.</summary>
    public IArrowArray Keys => KeyValues.Fields[0];

    /// <summary>The values of all maps; <see cref="ListArray.Values"/> are the entries.</summary>
    public IArrowArray MapValues => KeyValues.Fields[1];
}
