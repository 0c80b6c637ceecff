using System.Globalization;
using System.Numerics;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions from and to decimals. They occur in tables only and are computed with as DOUBLE, so this need not be fast.</summary>
internal static class DecimalCasts
{
    /// <summary>The conversion, or null if there is none.</summary>
    public static (ArrayConversion Conversion, bool CanFail)? Find(IArrowType from, IArrowType to)
    {
        if (SqlTypes.IsDecimal(from) && SqlTypes.IsNumeric(to) && !SqlTypes.IsDecimal(to))
        {
            return ((array, isTry) => NumberCasts.Convert(ToDouble(array), to, isTry), SqlTypes.IsInteger(to));
        }

        if (to is DecimalType target && SqlTypes.IsNumeric(from))
        {
            return ((array, isTry) => Build(array, target, isTry), true);
        }

        return null;
    }

    /// <summary>The conversion from text.</summary>
    public static ArrayConversion FromText(IArrowType to) => (array, isTry) => Build(array, (DecimalType)to, isTry);

    /// <summary>The digits of a decimal.</summary>
    public static string TextOf(IArrowArray array, int row) => array switch
    {
        Decimal32Array values => values.GetString(row)!,
        Decimal64Array values => values.GetString(row)!,
        Decimal128Array values => values.GetString(row)!,
        _ => ((Decimal256Array)array).GetString(row)!,
    };

    private static IArrowArray ToDouble(IArrowArray array)
    {
        var buffer = NewArrays.Buffer<double>(array.Length, out var values);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = array.IsNull(i) ? 0 : double.Parse(TextOf(array, i), CultureInfo.InvariantCulture);
        }

        return NewArrays.Fixed(SqlTypes.Double, buffer, Validity.Of(array), array.Length);
    }

    private static IArrowArray Build(IArrowArray array, DecimalType to, bool isTry)
    {
        var width = ArrayTaking.WidthOf(to);
        var bytes = new byte[checked(array.Length * width)];
        var bits = NewArrays.Bitmap(array.Length);
        var limit = BigInteger.Pow(10, to.Precision);
        var texts = array.Data.DataType.TypeId == ArrowTypeId.String ? array : ValueText.Format(array);
        var view = new TextView(texts);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                continue;
            }

            if (TryRead(Encoding.UTF8.GetString(view[i]), to.Scale, out var unscaled) && BigInteger.Abs(unscaled) < limit)
            {
                var target = bytes.AsSpan(i * width, width);
                target.Fill(unscaled.Sign < 0 ? (byte)0xFF : (byte)0);
                unscaled.TryWriteBytes(target, out _);
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(array, i, to);
            }
        }

        return NewArrays.Fixed(to, bytes, Validity.FromBits(bits, array.Length), array.Length);
    }

    // Half of the last kept digit rounds away from zero, as round() does.
    private static bool TryRead(string text, int scale, out BigInteger unscaled)
    {
        unscaled = default;
        var parts = text.Trim().Split(['e', 'E']);
        var exponent = 0;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 400)))
        {
            return false;
        }

        var point = parts[0].IndexOf('.');
        var digits = point < 0 ? parts[0] : parts[0].Remove(point, 1);
        if (digits.Length > 400 || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var shift = scale + exponent - (point < 0 ? 0 : parts[0].Length - point - 1);
        if (shift >= 0)
        {
            unscaled = value * BigInteger.Pow(10, shift);
            return true;
        }

        var divisor = BigInteger.Pow(10, -shift);
        var half = divisor / 2;
        unscaled = (value + (value.Sign < 0 ? -half : half)) / divisor;
        return true;
    }
}
