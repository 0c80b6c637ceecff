using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Allocates the buffers of results and makes arrays of them.</summary>
internal static class NewArrays
{
    /// <summary>A zeroed bitmap for so many rows, padded to whole words.</summary>
    public static byte[] Bitmap(int length) => new byte[(length + 63) / 64 * 8];

    /// <summary>A bitmap as words.</summary>
    public static Span<ulong> Words(byte[] bitmap) => MemoryMarshal.Cast<byte, ulong>(bitmap.AsSpan());

    /// <summary>A buffer for so many values, not cleared.</summary>
    public static byte[] Buffer<T>(int length, out Span<T> values)
        where T : unmanaged
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(length * Unsafe.SizeOf<T>()));
        values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        return bytes;
    }

    /// <summary>An array of fixed-width values over a buffer.</summary>
    public static IArrowArray Fixed(IArrowType type, byte[] buffer, Validity validity, int length) =>
        ArrowArrayFactory.BuildArray(new ArrayData(type, length, validity.NullCount, 0, [validity.ToBuffer(length), new ArrowBuffer(buffer)]));

    /// <summary>An array of booleans over a bitmap.</summary>
    public static IArrowArray Boolean(byte[] bitmap, Validity validity, int length) => Fixed(SqlTypes.Boolean, bitmap, validity, length);

    /// <summary>An array of fixed-width values from a span.</summary>
    public static IArrowArray Fixed<T>(IArrowType type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = Buffer<T>(values.Length, out var target);
        values.CopyTo(target);
        return Fixed(type, buffer, default, values.Length);
    }

    /// <summary>A list array over its elements.</summary>
    public static IArrowArray List(IArrowType type, ReadOnlySpan<int> offsets, IArrowArray elements, Validity validity)
    {
        var buffer = Buffer<int>(offsets.Length, out var target);
        offsets.CopyTo(target);
        var length = offsets.Length - 1;
        return ArrowArrayFactory.BuildArray(new ArrayData(
            type, length, validity.NullCount, 0, [validity.ToBuffer(length), new ArrowBuffer(buffer)], [elements.Data]));
    }

    /// <summary>The same values under another type of the same layout.</summary>
    public static IArrowArray Relabel(IArrowArray array, IArrowType type) =>
        ReferenceEquals(array.Data.DataType, type) ? array : ArrowArrayFactory.BuildArray(array.Data.WithType(type));

    /// <summary>The values of a fixed-width array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> ValuesOf<T>(IArrowArray array)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(array.Data.Buffers[1].Span).Slice(array.Data.Offset, array.Length);
}
