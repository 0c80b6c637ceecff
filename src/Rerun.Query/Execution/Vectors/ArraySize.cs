using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Estimates what arrays hold, for the memory budget.</summary>
internal static class ArraySize
{
    /// <summary>About the bytes of the rows of an array, whatever larger buffers it is a slice of.</summary>
    public static long Of(IArrowArray array) => Of(array.Data);

    private static long Of(ArrayData data)
    {
        var size = data.Length / 8L;
        switch (data.DataType)
        {
            case FixedWidthType type:
                return size + (data.Length * (long)type.BitWidth / 8);
            case StringType or BinaryType when data.Length > 0:
                var texts = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span);
                return size + (data.Length * 4L) + texts[data.Offset + data.Length] - texts[data.Offset];
            case ListType or MapType when data.Length > 0:
                var lists = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span);
                var (start, end) = (lists[data.Offset], lists[data.Offset + data.Length]);
                return size + (data.Length * 4L) + Of(data.Children[0].Slice(start, end - start));
            case FixedSizeListType type:
                return size + Of(data.Children[0].Slice(data.Offset * type.ListSize, data.Length * type.ListSize));
            case StructType:
                return size + data.Children.Sum(child => Of(child.Slice(data.Offset, data.Length)));
            default:
                return size + data.Buffers.Sum(buffer => (long)buffer.Length) + data.Children.Sum(Of);
        }
    }
}
