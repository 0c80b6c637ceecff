using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>A conversion between two types.</summary>
/// <param name="From">The type of the input.</param>
/// <param name="To">The type of the result.</param>
/// <param name="CanFail">Whether some values cannot be converted.</param>
/// <param name="Conversion">The code.</param>
internal sealed record Cast(IArrowType From, IArrowType To, bool CanFail, ArrayConversion Conversion)
{
    /// <summary>The conversion between two types, or null if there is none.</summary>
    public static Cast? Between(IArrowType from, IArrowType to)
    {
        if (SqlTypes.Same(from, to))
        {
            return new Cast(from, to, false, (array, _) => NewArrays.Relabel(array, to));
        }

        if (from is DictionaryType dictionary)
        {
            return Between(dictionary.ValueType, to) is { } inner
                ? inner with { From = from, Conversion = (array, isTry) => inner.Convert(ColumnVector.Flat(array).ToArray(), isTry) }
                : null;
        }

        if (from.TypeId == ArrowTypeId.Null)
        {
            return new Cast(from, to, false, (array, _) => ArrayTaking.Nulls(to, array.Length));
        }

        return CastMatrix.Find(from, to) is var (conversion, canFail) ? new Cast(from, to, canFail, conversion) : null;
    }

    /// <summary>Converts an array.</summary>
    /// <exception cref="RerunException">A value cannot be converted, and <paramref name="isTry"/> is false.</exception>
    public IArrowArray Convert(IArrowArray array, bool isTry) => Conversion(array, isTry);

    /// <summary>The error for a value that cannot be converted.</summary>
    public static RerunException Failure(IArrowArray array, int row, IArrowType to, string? reason = null) => new(
        $"{SqlTypes.NameOf(array.Data.DataType)} value '{ValueText.Of(array, row)}' cannot be cast to {SqlTypes.NameOf(to)}{(reason is null ? "" : ": " + reason)}.",
        RerunErrorCode.ValueOutOfRange);
}
