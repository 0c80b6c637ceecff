namespace Rerun.Data.Values.Forms;

/// <summary>An entry of a map, or a struct of two fields.</summary>
internal sealed class PairForm<TKey, TValue> : CellForm<KeyValuePair<TKey, TValue>>
{
    public override KeyValuePair<TKey, TValue> Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return !target.IsNull(row) && target is StructReader { Children: [var key, var value] }
            ? new(Cells.Get<TKey>(key, row), default(TValue) is null && value.IsNull(row) ? default! : Cells.Get<TValue>(value, row))
            : throw target.Refusal(row, typeof(KeyValuePair<TKey, TValue>));
    }
}
