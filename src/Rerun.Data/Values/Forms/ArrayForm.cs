namespace Rerun.Data.Values.Forms;

/// <summary>An array, from a list or a map.</summary>
internal sealed class ArrayForm<T> : CellForm<T[]>
{
    public override T[] Get(ValueReader column, int row) => Elements(column, row, typeof(T[]));

    /// <summary>The elements of a list or a map as an array.</summary>
    public static T[] Elements(ValueReader column, int row, Type requested)
    {
        var target = column.Resolve(ref row);
        if (target.IsNull(row))
        {
            throw target.Refusal(row, requested);
        }

        int start, count;
        ValueReader elements;
        switch (target)
        {
            case ListReader list:
                start = list.Range(row, out count);
                elements = list.Element;
                break;
            case MapReader map:
                start = map.Range(row, out count);
                elements = map.Entries;
                break;
            default:
                throw target.Refusal(row, requested);
        }

        return ElementsForm<T>.Read(elements, start, count);
    }
}
