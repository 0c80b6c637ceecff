namespace Rerun.Data.Values.Forms;

/// <summary>The type of the column itself, whatever it is; everything else is refused.</summary>
internal sealed class NaturalForm<T> : CellForm<T>
{
    public override T Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return target.IsNull(row) || target.GetValue(row) is not T value ? throw target.Refusal(row, typeof(T)) : value;
    }
}
