namespace Rerun.Data.Values.Forms;

/// <summary>A map as a dictionary, in which the last of equal keys counts; or a struct as one.</summary>
internal sealed class MapForm<TKey, TValue> : CellForm<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    public override Dictionary<TKey, TValue> Get(ValueReader column, int row)
    {
        var place = row;
        var dictionary = new Dictionary<TKey, TValue>();
        if (column.Resolve(ref place) is StructReader fields && typeof(TKey) == typeof(string) && !fields.IsNull(place))
        {
            foreach (var field in fields.Children)
            {
                var value = default(TValue) is null && field.IsNull(place) ? default! : Cells.Get<TValue>(field, place);
                dictionary.TryAdd((TKey)(object)field.Field.Name, value);
            }

            return dictionary;
        }

        foreach (var (key, value) in ArrayForm<KeyValuePair<TKey, TValue>>.Elements(column, row, typeof(Dictionary<TKey, TValue>)))
        {
            dictionary[key] = value;
        }

        return dictionary;
    }
}
