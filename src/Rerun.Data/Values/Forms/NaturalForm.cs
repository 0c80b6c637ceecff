namespace Rerun.Data.Values.Forms;

/// <summary>The type of the column itself, or its lossless one, whatever it is; everything else is refused.</summary>
internal sealed class NaturalForm<T> : CellForm<T>
{
    public override T Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        if (target.IsNull(row))
        {
            throw target.Refusal(row, typeof(T));
        }

        var value = target.ProviderType == typeof(T) ? target.GetProviderValue(row) : target.GetValue(row);
        return value is T typed ? typed : throw target.Refusal(row, typeof(T));
    }
}
