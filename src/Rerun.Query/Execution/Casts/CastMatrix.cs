using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Which types can be cast to which.</summary>
internal static class CastMatrix
{
    /// <summary>The conversion between two different types, and whether it can fail; null if there is none.</summary>
    public static (ArrayConversion Conversion, bool CanFail)? Find(IArrowType from, IArrowType to)
    {
        var target = to.TypeId;
        if (SqlTypes.IsText(to))
        {
            return ToText(from, to);
        }

        if (SqlTypes.IsText(from))
        {
            return FromText(from, to);
        }

        if (SqlTypes.IsDecimal(from) || SqlTypes.IsDecimal(to))
        {
            return DecimalCasts.Find(from, to);
        }

        if (IsPlainNumber(from) && IsPlainNumber(to))
        {
            return ((array, isTry) => NumberCasts.Convert(array, to, isTry), NumberCasts.CanFail(from, to));
        }

        if (from.TypeId == ArrowTypeId.Boolean && IsPlainNumber(to))
        {
            return ((array, _) => NumberCasts.FromBoolean(array, to), false);
        }

        if (IsPlainNumber(from) && target == ArrowTypeId.Boolean)
        {
            return ((array, _) => NumberCasts.ToBoolean(array), false);
        }

        if (SqlTypes.IsTemporal(from) || SqlTypes.IsTemporal(to))
        {
            return TimeCasts.Find(from, to);
        }

        if (SqlTypes.IsBlob(from) && SqlTypes.IsBlob(to))
        {
            return ((array, isTry) => ByteCasts.Convert(array, to, isTry), target == ArrowTypeId.FixedSizedBinary);
        }

        return NestedCasts.Find(from, to);
    }

    private static bool IsPlainNumber(IArrowType type) => SqlTypes.IsInteger(type) || SqlTypes.IsFloating(type);

    private static (ArrayConversion, bool)? ToText(IArrowType from, IArrowType to)
    {
        if (SqlTypes.IsText(from))
        {
            return ((array, isTry) => ByteCasts.Convert(array, to, isTry), false);
        }

        if (SqlTypes.IsBlob(from))
        {
            return ((array, isTry) => ByteCasts.BlobToText(array, to, isTry), true);
        }

        return ((array, _) => Narrow(ValueText.Format(array), to), false);
    }

    private static (ArrayConversion, bool)? FromText(IArrowType from, IArrowType to)
    {
        if (SqlTypes.IsBlob(to))
        {
            return ((array, isTry) => ByteCasts.Convert(ByteCasts.TextToBlob(array), to, isTry), true);
        }

        if (from.TypeId != ArrowTypeId.String)
        {
            return FromText(SqlTypes.Text, to) is var (inner, canFail)
                ? ((array, isTry) => inner(ByteCasts.Convert(array, SqlTypes.Text, isTry), isTry), canFail)
                : null;
        }

        return (SqlTypes.IsList(to) ? ListText.Find(to) : TextParsing.Find(to)) is { } conversion ? (conversion, true) : null;
    }

    private static IArrowArray Narrow(IArrowArray texts, IArrowType to) =>
        to.TypeId == ArrowTypeId.String ? texts : ByteCasts.Convert(texts, to, isTry: false);
}
