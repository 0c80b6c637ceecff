namespace Rerun.Data.Values.Forms;

/// <summary>A value type with null.</summary>
internal sealed class NullableForm<T> : CellForm<T?>
    where T : struct
{
    public override T? Get(ValueReader column, int row) => column.IsNull(row) ? null : Cells.Get<T>(column, row);
}
