using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Copies chosen texts or blobs with 32-bit offsets: short ones mostly, so that what counts is the cost of each.</summary>
internal static class TextTaking
{
    /// <summary>The rows at the given places, in that order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static IArrowArray Take(IArrowArray array, ReadOnlySpan<int> places)
    {
        var texts = new TextView(array);
        var from = texts.Offsets;
        var source = texts.Bytes;
        var offsetBuffer = NewArrays.Buffer<int>(places.Length + 1, out var offsets);
        offsets[0] = 0;
        var total = 0L;
        for (var i = 0; i < places.Length; i++)
        {
            total += from[places[i] + 1] - from[places[i]];
            offsets[i + 1] = (int)total;
        }

        if (total > Array.MaxLength)
        {
            throw new RerunException("The selected texts of one batch exceed 2 GiB.", RerunErrorCode.OutOfMemory);
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)total);
        for (var i = 0; i < places.Length; i++)
        {
            source.Slice(from[places[i]], offsets[i + 1] - offsets[i]).CopyTo(bytes.AsSpan(offsets[i]));
        }

        var validity = TakeValidity(Validity.Of(array), places);
        return ArrowArrayFactory.BuildArray(new ArrayData(
            array.Data.DataType, places.Length, validity.NullCount, 0, [validity.ToBuffer(places.Length), new ArrowBuffer(offsetBuffer), new ArrowBuffer(bytes)]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Validity TakeValidity(Validity validity, ReadOnlySpan<int> places)
    {
        if (validity.AllValid)
        {
            return default;
        }

        var bits = NewArrays.Bitmap(places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            BitUtility.SetBit(bits, i, validity[places[i]]);
        }

        return Validity.FromBits(bits, places.Length);
    }
}
