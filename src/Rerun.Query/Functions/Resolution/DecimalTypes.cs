using System.Numerics;
using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>The types DECIMAL(precision, scale): up to 38 digits in 128 bits, up to 76 in 256.</summary>
internal static class DecimalTypes
{
    /// <summary>The most digits of 128 bits.</summary>
    public const int MostNarrow = 38;

    /// <summary>The most digits of all.</summary>
    public const int Most = 76;

    /// <summary>The scale that text takes beside a decimal while nothing is known of it but that it is text.</summary>
    private const int ScaleOfText = 38;

    /// <summary>DECIMAL without numbers, as in the query engine behind Rerun's catalog.</summary>
    public static readonly DecimalType Default = new Decimal128Type(38, 10);

    /// <summary>The type that holds whatever text means, but for digits beyond any use.</summary>
    public static readonly DecimalType OfAnyText = new Decimal256Type(Most, ScaleOfText);

    /// <summary>The type of so many digits, of which so many stand behind the point.</summary>
    public static DecimalType Of(int precision, int scale) =>
        precision <= MostNarrow ? new Decimal128Type(precision, scale) : new Decimal256Type(precision, scale);

    /// <summary>Whether it is computed in 128 bits.</summary>
    public static bool IsNarrow(IArrowType type) => type.TypeId == ArrowTypeId.Decimal128;

    /// <summary>Whether its digits make sense: types of files may claim anything.</summary>
    public static bool IsSound(DecimalType type) =>
        type.Precision is > 0 and <= Most && type.Scale is >= -Most and <= Most && type.Precision - Math.Min(type.Scale, 0) <= Most;

    /// <summary>The type in which a decimal is computed: of the two usual widths and without a negative scale.</summary>
    public static IArrowType Canonical(DecimalType type)
    {
        if (!IsSound(type))
        {
            return type;
        }

        var scale = Math.Max(type.Scale, 0);
        var precision = Math.Max(type.Precision - Math.Min(type.Scale, 0), scale);
        return type.Scale == scale && type.Precision == precision && type.TypeId == (precision <= MostNarrow ? ArrowTypeId.Decimal128 : ArrowTypeId.Decimal256)
            ? type
            : Of(precision, scale);
    }

    /// <summary>The decimal type that holds every value of an exact number type; null for others.</summary>
    public static DecimalType? Holding(IArrowType type) => type switch
    {
        DecimalType number => IsSound(number) ? (DecimalType)Canonical(number) : null,
        Int8Type or UInt8Type => Of(3, 0),
        Int16Type or UInt16Type => Of(5, 0),
        Int32Type or UInt32Type => Of(10, 0),
        Int64Type => Of(19, 0),
        UInt64Type => Of(20, 0),
        _ => null,
    };

    /// <summary>The type that holds the values of two others; of more than 76 digits those before the point may overflow.</summary>
    public static DecimalType Common(DecimalType left, DecimalType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var whole = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return Of(Math.Min(Most, whole + scale), scale);
    }

    /// <summary>The type that holds exactly what a text says; null if it says no number of at most 76 digits.</summary>
    public static DecimalType? OfText(string text)
    {
        if (!Execution.Casts.DecimalText.TryRead(text, out var digits, out var scale))
        {
            return null;
        }

        if (scale < 0)
        {
            (digits, scale) = scale < -Most ? (BigInteger.Zero, 0) : (digits * BigInteger.Pow(10, -scale), 0);
        }

        return OfUnscaled(digits, scale);
    }

    /// <summary>The least type that holds a number given by its digits; null if it has more than 76.</summary>
    public static DecimalType? OfUnscaled(BigInteger unscaled, int scale)
    {
        var precision = Math.Max(Math.Max(1, scale), DigitsOf(unscaled));
        return precision <= Most ? Of(precision, scale) : null;
    }

    private static int DigitsOf(BigInteger number)
    {
        number = BigInteger.Abs(number);
        var digits = 1;
        for (var bound = new BigInteger(10); number >= bound && digits <= Most; bound *= 10)
        {
            digits++;
        }

        return digits;
    }
}
