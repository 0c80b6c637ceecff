using System.Numerics;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions from and to decimals: exact wherever the target can hold the value; a scale that is too small rounds half away from zero.</summary>
internal static class DecimalCasts
{
    // Up to here both the digits and the power of ten are doubles without error, so that one division rounds once.
    private const long MostExact = 1L << 53;
    private const int MostExactScale = 22;

    /// <summary>The conversion, or null if there is none.</summary>
    public static (ArrayConversion Conversion, bool CanFail)? Find(IArrowType from, IArrowType to)
    {
        if (from is DecimalType { } source && !DecimalTypes.IsSound(source))
        {
            return null;
        }

        switch (from, to)
        {
            case (DecimalType number, DecimalType target):
                return DecimalTypes.IsSound(target) ? ((array, isTry) => Rescale(array, number, target, isTry), ImplicitCasts.Cost(from, to) < 0) : null;
            case (DecimalType number, _) when SqlTypes.IsInteger(to):
                return ((array, isTry) => ToInteger(array, number.Scale, to, isTry), true);
            case (DecimalType number, _) when SqlTypes.IsFloating(to):
                return ((array, isTry) => to.TypeId == ArrowTypeId.Double ? ToDouble(array, number.Scale) : NumberCasts.Convert(ToDouble(array, number.Scale), to, isTry), false);
            case (DecimalType number, BooleanType):
                return ((array, _) => NumberCasts.ToBoolean(ToDouble(array, number.Scale)), false);
            case (BooleanType, DecimalType target) when DecimalTypes.IsSound(target):
                return ((array, isTry) => FromInteger(NumberCasts.FromBoolean(array, SqlTypes.BigInt), target, isTry), true);
            case (_, DecimalType target) when SqlTypes.IsInteger(from) && DecimalTypes.IsSound(target):
                return ((array, isTry) => FromInteger(array, target, isTry), ImplicitCasts.Cost(from, to) < 0);
            case (_, DecimalType target) when SqlTypes.IsFloating(from) && DecimalTypes.IsSound(target):
                return ((array, isTry) => FromText(array, ValueText.Format(array), target, isTry), true);
            default:
                return null;
        }
    }

    /// <summary>The conversion from text.</summary>
    public static ArrayConversion? FromText(IArrowType to) =>
        to is DecimalType target && DecimalTypes.IsSound(target) ? (array, isTry) => FromText(array, array, target, isTry) : null;

    /// <summary>The digits of a decimal.</summary>
    public static string TextOf(IArrowArray array, int row) => array switch
    {
        _ when !DecimalTypes.IsSound((DecimalType)array.Data.DataType) => $"({array.Data.DataType})",
        Decimal32Array values => values.GetString(row)!,
        Decimal64Array values => values.GetString(row)!,
        Decimal128Array values => values.GetString(row)!,
        _ => ((Decimal256Array)array).GetString(row)!,
    };

    /// <summary>The double that is nearest to a quotient of whole numbers.</summary>
    public static double Nearest(BigInteger dividend, BigInteger divisor)
    {
        if (dividend.IsZero)
        {
            return 0;
        }

        // 64 bits of the quotient and whether anything is left: rounding these rounds once.
        var negative = dividend.Sign < 0;
        var shift = 65 - (int)(dividend.GetBitLength() - divisor.GetBitLength());
        var quotient = BigInteger.DivRem(
            shift >= 0 ? BigInteger.Abs(dividend) << shift : BigInteger.Abs(dividend), shift >= 0 ? divisor : divisor << -shift, out var rest);
        var surplus = (int)quotient.GetBitLength() - 64;
        var lost = !rest.IsZero || !(quotient & ((BigInteger.One << surplus) - 1)).IsZero;
        var bits = (ulong)(quotient >> surplus) | (lost ? 1UL : 0);
        var result = Math.ScaleB((double)bits, surplus - shift);
        return negative ? -result : result;
    }

    private static IArrowArray ToDouble(IArrowArray array, int scale)
    {
        var view = new DecimalView(array);
        var isNarrow = ((DecimalType)array.Data.DataType).ByteWidth <= 16;
        var buffer = NewArrays.Buffer<double>(array.Length, out var values);
        var divisor = PowersOfTen.WideOf(Math.Max(scale, 0));
        var factor = PowersOfTen.WideOf(Math.Max(-scale, 0));
        var exactDivisor = scale is >= 0 and <= MostExactScale ? (double)PowersOfTen.Of(scale) : 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (exactDivisor != 0 && isNarrow && view.Narrow(i) is var digits && digits >= -MostExact && digits <= MostExact)
            {
                values[i] = (long)digits / exactDivisor;
            }
            else
            {
                values[i] = Nearest(view[i] * factor, divisor);
            }
        }

        return NewArrays.Fixed(SqlTypes.Double, buffer, Validity.Of(array), array.Length);
    }

    private static IArrowArray ToInteger(IArrowArray array, int scale, IArrowType to, bool isTry)
    {
        var view = new DecimalView(array);
        var buffer = NewArrays.Buffer<Int128>(array.Length, out var wholes);
        var divisor = PowersOfTen.WideOf(Math.Max(scale, 0));
        var factor = PowersOfTen.WideOf(Math.Max(-scale, 0));
        var (least, most) = Bounds(to);
        var bits = NewArrays.Bitmap(array.Length);
        for (var i = 0; i < wholes.Length; i++)
        {
            wholes[i] = 0;
            if (array.IsNull(i))
            {
                continue;
            }

            var whole = view[i] * factor / divisor;
            if (whole >= least && whole <= most)
            {
                wholes[i] = (Int128)whole;
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(array, i, to, "it does not fit");
            }
        }

        return Narrowed(wholes, to, Validity.FromBits(bits, array.Length));
    }

    private static IArrowArray Narrowed(ReadOnlySpan<Int128> wholes, IArrowType to, Validity validity)
    {
        var width = ArrayTaking.WidthOf(to);
        var bytes = new byte[wholes.Length * width];
        Span<byte> whole = stackalloc byte[16];
        for (var i = 0; i < wholes.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt128LittleEndian(whole, wholes[i]);
            whole[..width].CopyTo(bytes.AsSpan(i * width));
        }

        return NewArrays.Fixed(to, bytes, validity, wholes.Length);
    }

    private static (Int128 Least, Int128 Most) Bounds(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ArrowTypeId.Int16 => (short.MinValue, short.MaxValue),
        ArrowTypeId.Int32 => (int.MinValue, int.MaxValue),
        ArrowTypeId.Int64 => (long.MinValue, long.MaxValue),
        ArrowTypeId.UInt8 => (0, byte.MaxValue),
        ArrowTypeId.UInt16 => (0, ushort.MaxValue),
        ArrowTypeId.UInt32 => (0, uint.MaxValue),
        _ => (0, ulong.MaxValue),
    };

    private static IArrowArray FromInteger(IArrowArray array, DecimalType to, bool isTry)
    {
        var isUnsigned = array.Data.DataType.TypeId == ArrowTypeId.UInt64;
        var whole = isUnsigned ? array : NumberCasts.Convert(array, SqlTypes.BigInt, isTry: false);
        var digits = NewArrays.Buffer<Int128>(array.Length, out var values);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = isUnsigned ? NewArrays.ValuesOf<ulong>(whole)[i] : NewArrays.ValuesOf<long>(whole)[i];
        }

        var number = DecimalTypes.Of(20, 0);
        return Rescale(NewArrays.Fixed(number, digits, Validity.Of(array), array.Length), number, to, isTry, array);
    }

    private static IArrowArray Rescale(IArrowArray array, DecimalType from, DecimalType to, bool isTry, IArrowArray? shown = null)
    {
        if (to.ByteWidth == 16 && from.ByteWidth <= 16 && to.Scale >= from.Scale && to.Scale - from.Scale <= DecimalTypes.MostNarrow)
        {
            return Widen(array, from, to, isTry, shown ?? array);
        }

        return RescaleWide(array, from.Scale, to, isTry, shown ?? array);
    }

    // The usual case: more digits behind the point, in 128 bits.
    private static IArrowArray Widen(IArrowArray array, DecimalType from, DecimalType to, bool isTry, IArrowArray shown)
    {
        var view = new DecimalView(array);
        var factor = PowersOfTen.Of(to.Scale - from.Scale);
        var most = (PowersOfTen.Of(Math.Min(to.Precision, DecimalTypes.MostNarrow)) - 1) / factor;
        var buffer = NewArrays.Buffer<Int128>(array.Length, out var values);
        var validity = Validity.Of(array);
        var bits = NewArrays.Bitmap(array.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var value = validity[i] ? view.Narrow(i) : 0;
            var fits = value >= -most && value <= most;
            values[i] = fits ? value * factor : 0;
            BitUtility.SetBit(bits, i, fits && validity[i]);
            if (!fits && !isTry)
            {
                throw Cast.Failure(shown, i, to, "it does not fit");
            }
        }

        return NewArrays.Fixed(to, buffer, Validity.FromBits(bits, array.Length), array.Length);
    }

    private static IArrowArray FromText(IArrowArray shown, IArrowArray texts, DecimalType to, bool isTry)
    {
        var width = to.ByteWidth;
        var bytes = new byte[checked(texts.Length * width)];
        var bits = NewArrays.Bitmap(texts.Length);
        var limit = PowersOfTen.WideOf(to.Precision);
        var view = new TextView(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts.IsNull(i))
            {
                continue;
            }

            if (DecimalText.TryRead(Encoding.UTF8.GetString(view[i]), out var digits, out var scale)
                && BigInteger.Abs(DecimalText.Rescale(digits, scale, to.Scale)) is var size && size < limit)
            {
                DecimalView.Write(digits.Sign < 0 ? -size : size, bytes.AsSpan(i * width, width));
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(shown, i, to);
            }
        }

        return NewArrays.Fixed(to, bytes, Validity.FromBits(bits, texts.Length), texts.Length);
    }

    private static IArrowArray RescaleWide(IArrowArray array, int scale, DecimalType to, bool isTry, IArrowArray shown)
    {
        var width = to.ByteWidth;
        var bytes = new byte[checked(array.Length * width)];
        var bits = NewArrays.Bitmap(array.Length);
        var limit = PowersOfTen.WideOf(to.Precision);
        var view = new DecimalView(array);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                continue;
            }

            var value = DecimalText.Rescale(view[i], scale, to.Scale);
            if (BigInteger.Abs(value) < limit)
            {
                DecimalView.Write(value, bytes.AsSpan(i * width, width));
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(shown, i, to, "it does not fit");
            }
        }

        return NewArrays.Fixed(to, bytes, Validity.FromBits(bits, array.Length), array.Length);
    }
}
