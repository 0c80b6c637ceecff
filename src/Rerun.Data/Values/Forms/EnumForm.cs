using System.Runtime.CompilerServices;

namespace Rerun.Data.Values.Forms;

/// <summary>An enumeration, from a column of integers.</summary>
internal sealed class EnumForm<TEnum, TNumber> : CellForm<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct
{
    public override TEnum Get(ValueReader column, int row) => Unsafe.BitCast<TNumber, TEnum>(Cells.Get<TNumber>(column, row));
}
