namespace Rerun.Data.Values.Forms;

/// <summary>Cells one after the other as an array of a type: by a block copy where the column is of that type.</summary>
internal static class ElementsForm<T>
{
    public static T[] Read(ValueReader elements, int start, int count)
    {
        if (count == 0)
        {
            return [];
        }

        if (elements.ArrayType(nullable: default(T) is null) == typeof(T[])
            && elements.ReadArray(start, count, nullable: default(T) is null) is T[] natural)
        {
            return natural;
        }

        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = default(T) is null && elements.IsNull(start + i) ? default! : Cells.Get<T>(elements, start + i);
        }

        return values;
    }
}
