using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions among integers and floating-point numbers. A fraction is cut off; what does not fit is an error.</summary>
internal static class NumberCasts
{
    /// <summary>Whether some values do not fit.</summary>
    public static bool CanFail(IArrowType from, IArrowType to) => !SqlTypes.IsFloating(to) && ImplicitCasts.Cost(from, to) is < 0 or 4;

    /// <summary>Converts between two number types.</summary>
    public static IArrowArray Convert(IArrowArray array, IArrowType to, bool isTry) => array.Data.DataType.TypeId switch
    {
        ArrowTypeId.Int8 => From<sbyte>(array, to, isTry),
        ArrowTypeId.Int16 => From<short>(array, to, isTry),
        ArrowTypeId.Int32 => From<int>(array, to, isTry),
        ArrowTypeId.Int64 => From<long>(array, to, isTry),
        ArrowTypeId.UInt8 => From<byte>(array, to, isTry),
        ArrowTypeId.UInt16 => From<ushort>(array, to, isTry),
        ArrowTypeId.UInt32 => From<uint>(array, to, isTry),
        ArrowTypeId.UInt64 => From<ulong>(array, to, isTry),
        ArrowTypeId.HalfFloat => From<Half>(array, to, isTry),
        ArrowTypeId.Float => From<float>(array, to, isTry),
        _ => From<double>(array, to, isTry),
    };

    /// <summary>Converts false and true to 0 and 1.</summary>
    public static IArrowArray FromBoolean(IArrowArray array, IArrowType to)
    {
        var bits = new BooleanView(ColumnVector.Flat(array));
        var buffer = NewArrays.Buffer<int>(array.Length, out var values);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = bits[i] ? 1 : 0;
        }

        var numbers = NewArrays.Fixed(SqlTypes.Int, buffer, Validity.Of(array), array.Length);
        return to.TypeId == ArrowTypeId.Int32 ? numbers : Convert(numbers, to, isTry: false);
    }

    /// <summary>Converts zero to false and all other numbers to true.</summary>
    public static IArrowArray ToBoolean(IArrowArray array)
    {
        var doubles = NewArrays.ValuesOf<double>(array.Data.DataType.TypeId == ArrowTypeId.Double ? array : Convert(array, SqlTypes.Double, isTry: false));
        var bits = NewArrays.Bitmap(array.Length);
        for (var i = 0; i < doubles.Length; i++)
        {
            if (doubles[i] != 0)
            {
                BitUtility.SetBit(bits, i);
            }
        }

        return NewArrays.Boolean(bits, Validity.Of(array), array.Length);
    }

    /// <summary>Converts one number; false if it does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryConvert<TFrom, TTo>(TFrom value, out TTo result)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TTo) == typeof(double) || typeof(TTo) == typeof(float) || typeof(TTo) == typeof(Half))
        {
            result = TTo.CreateTruncating(value);
            return true;
        }

        if (typeof(TFrom) == typeof(double) || typeof(TFrom) == typeof(float) || typeof(TFrom) == typeof(Half))
        {
            var whole = Math.Truncate(double.CreateTruncating(value));
            result = TTo.CreateSaturating(whole);

            // The bounds of 64-bit integers are not doubles: the upper one is compared with the power of two above it.
            return whole >= Lowest<TTo>() && whole < Beyond<TTo>();
        }

        result = TTo.CreateTruncating(value);
        return TFrom.CreateTruncating(result) == value && TFrom.IsNegative(value) == TTo.IsNegative(result);
    }

    private static double Lowest<T>()
        where T : unmanaged, INumber<T> => T.IsNegative(T.CreateSaturating(-1)) ? -Math.Pow(2, (Unsafe.SizeOf<T>() * 8) - 1) : 0;

    private static double Beyond<T>()
        where T : unmanaged, INumber<T> => Math.Pow(2, (Unsafe.SizeOf<T>() * 8) - (T.IsNegative(T.CreateSaturating(-1)) ? 1 : 0));

    private static IArrowArray From<TFrom>(IArrowArray array, IArrowType to, bool isTry)
        where TFrom : unmanaged, INumber<TFrom> => to.TypeId switch
        {
            ArrowTypeId.Int8 => Run<TFrom, sbyte>(array, to, isTry),
            ArrowTypeId.Int16 => Run<TFrom, short>(array, to, isTry),
            ArrowTypeId.Int32 => Run<TFrom, int>(array, to, isTry),
            ArrowTypeId.Int64 => Run<TFrom, long>(array, to, isTry),
            ArrowTypeId.UInt8 => Run<TFrom, byte>(array, to, isTry),
            ArrowTypeId.UInt16 => Run<TFrom, ushort>(array, to, isTry),
            ArrowTypeId.UInt32 => Run<TFrom, uint>(array, to, isTry),
            ArrowTypeId.UInt64 => Run<TFrom, ulong>(array, to, isTry),
            ArrowTypeId.HalfFloat => Run<TFrom, Half>(array, to, isTry),
            ArrowTypeId.Float => Run<TFrom, float>(array, to, isTry),
            _ => Run<TFrom, double>(array, to, isTry),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static IArrowArray Run<TFrom, TTo>(IArrowArray array, IArrowType to, bool isTry)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var source = NewArrays.ValuesOf<TFrom>(array);
        var buffer = NewArrays.Buffer<TTo>(source.Length, out var target);
        var all = true;
        for (var i = 0; i < source.Length; i++)
        {
            all &= TryConvert(source[i], out target[i]);
        }

        var validity = Validity.Of(array);
        return all ? NewArrays.Fixed(to, buffer, validity, source.Length) : Recheck<TFrom, TTo>(array, to, buffer, validity, isTry);
    }

    // Only a failure of a row that is not null counts, so the rows are looked at again.
    private static IArrowArray Recheck<TFrom, TTo>(IArrowArray array, IArrowType to, byte[] buffer, Validity validity, bool isTry)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var source = NewArrays.ValuesOf<TFrom>(array);
        var bits = NewArrays.Bitmap(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (!validity[i])
            {
                continue;
            }

            if (TryConvert<TFrom, TTo>(source[i], out _))
            {
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(array, i, to, "it does not fit");
            }
        }

        return NewArrays.Fixed(to, buffer, Validity.FromBits(bits, source.Length), source.Length);
    }
}
