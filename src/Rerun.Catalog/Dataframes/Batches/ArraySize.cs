using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Estimates how large values are.</summary>
internal static class ArraySize
{
    /// <summary>The bytes that a value of an array takes on average, children included.</summary>
    public static double BytesPerValue(ArrayData data) => data.DataType switch
    {
        NullType => 0,
        FixedWidthType type => type.BitWidth / 8.0,
        FixedSizeListType type => type.ListSize * BytesPerValue(data.Children[0]),
        StructType or UnionType => 1 + data.Children.Sum(BytesPerValue),
        StringType or BinaryType => sizeof(int) + Average(data, Extent<int>(data)),
        LargeStringType or LargeBinaryType => sizeof(long) + Average(data, Extent<long>(data)),
        ListType or MapType => sizeof(int) + (Average(data, Extent<int>(data)) * BytesPerValue(data.Children[0])),
        // What is left is rare; all buffers and children together are never too little.
        _ => Average(data, Total(data)),
    };

    private static double Average(ArrayData data, double total) => data.Length == 0 ? 0 : total / data.Length;

    private static double Extent<TOffset>(ArrayData data)
        where TOffset : unmanaged, System.Numerics.IBinaryInteger<TOffset>
    {
        var offsets = MemoryMarshal.Cast<byte, TOffset>(data.Buffers[1].Span);
        return offsets.Length <= data.Offset + data.Length ? 0 : double.CreateChecked(offsets[data.Offset + data.Length] - offsets[data.Offset]);
    }

    private static double Total(ArrayData data) =>
        data.Buffers.Sum(buffer => (double)buffer.Length) + data.Children.Sum(Total) + (data.Dictionary is null ? 0 : Total(data.Dictionary));
}
