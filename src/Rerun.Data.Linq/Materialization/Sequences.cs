using System.Collections;
using Rerun.Catalog;

namespace Rerun.Data.Linq.Materialization;

/// <summary>Makes the rows within a row.</summary>
internal static class Sequences
{
    public static List<T> Make<T>(long count, Func<int, T> element)
    {
        var rows = new List<T>((int)count);
        for (int i = 0; i < count; i++)
        {
            rows.Add(element(i));
        }

        return rows;
    }

    public static T Item<T>(T?[] list, int place)
        where T : struct => list[place] ?? throw new RerunException(
            $"A row within a row has no value where {typeof(T).Name} cannot be null. Make the type nullable ({typeof(T).Name}?).", RerunErrorCode.TypeMismatch);

    public static IOrderedEnumerable<T> Ordered<T>(List<T> rows) => rows.OrderBy(static _ => 0);

    public static T At<T>(IList items, int place) => (T)items[place]!;
}
