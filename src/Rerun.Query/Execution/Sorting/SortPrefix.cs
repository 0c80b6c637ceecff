using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Sorting;

/// <summary>Makes unsigned numbers of the values of a column that sort as the values do.</summary>
internal static class SortPrefix
{
    /// <summary>Fills the prefixes of a flat column's rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="prefixes">Takes the prefix of each row; arbitrary where it is null.</param>
    /// <returns>Whether equal prefixes mean equal values; null if the type has no prefixes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool? TryFill(ColumnVector column, Span<ulong> prefixes)
    {
        const ulong Sign = 1UL << 63;
        switch (column.Type.TypeId)
        {
            case ArrowTypeId.Int64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64:
                var longs = NewArrays.ValuesOf<long>(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = (ulong)longs[i] ^ Sign;
                }

                return true;
            case ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32:
                var ints = NewArrays.ValuesOf<int>(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = (ulong)ints[i] ^ Sign;
                }

                return true;
            case ArrowTypeId.UInt64:
                NewArrays.ValuesOf<ulong>(column.Values).CopyTo(prefixes);
                return true;
            case ArrowTypeId.Double:
                var doubles = NewArrays.ValuesOf<double>(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = Of(doubles[i]);
                }

                return true;
            case ArrowTypeId.Float:
                var floats = NewArrays.ValuesOf<float>(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = Of(floats[i]);
                }

                return true;
            case ArrowTypeId.Decimal128:
                var decimals = NewArrays.ValuesOf<Int128>(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = (ulong)(long)Int128.Clamp(decimals[i], long.MinValue, long.MaxValue) ^ Sign;
                }

                return false;
            case ArrowTypeId.String or ArrowTypeId.Binary:
                var texts = new TextView(column.Values);
                for (var i = 0; i < prefixes.Length; i++)
                {
                    prefixes[i] = Of(texts[i]);
                }

                return false;
            default:
                return null;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Of(double value)
    {
        // NaN is the greatest of all, and -0.0 is 0.0.
        if (double.IsNaN(value))
        {
            return ulong.MaxValue;
        }

        var bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0.0 : value);
        return bits < 0 ? ~(ulong)bits : (ulong)bits | (1UL << 63);
    }

    private static ulong Of(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        }

        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        text.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
