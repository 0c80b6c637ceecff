using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Data.Values.Forms;

/// <summary>An array of several dimensions, from lists within lists that are equally long at each depth.</summary>
/// <typeparam name="TArray">The array, for example <c>double[,]</c>.</typeparam>
/// <typeparam name="T">Its elements.</typeparam>
internal sealed class GridForm<TArray, T> : CellForm<TArray>
    where TArray : class
{
    private static readonly int Rank = typeof(TArray).GetArrayRank();

    public override TArray Get(ValueReader column, int row)
    {
        var lengths = new int[Rank];
        Array.Fill(lengths, -1);
        Measure(column, row, 0, lengths);

        // A list without elements has none at the depths below either.
        var array = Array.CreateInstance(typeof(T), Array.ConvertAll(lengths, length => Math.Max(length, 0)));
        var values = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        Fill(column, row, 0, ref values);
        return (TArray)(object)array;
    }

    private static void Measure(ValueReader column, int row, int depth, int[] lengths)
    {
        var (list, start, count) = ListAt(column, row);
        if (lengths[depth] >= 0 && lengths[depth] != count)
        {
            throw new InvalidCastException($"Lists of column '{column.Field.Name}' have {lengths[depth]} elements and {count}: they are no {typeof(TArray).Name}.");
        }

        lengths[depth] = count;
        for (var i = 0; depth + 1 < Rank && i < count; i++)
        {
            Measure(list.Element, start + i, depth + 1, lengths);
        }
    }

    private static void Fill(ValueReader column, int row, int depth, ref Span<T> rest)
    {
        var (list, start, count) = ListAt(column, row);
        if (depth + 1 == Rank)
        {
            ElementsForm<T>.Read(list.Element, start, count).CopyTo(rest);
            rest = rest[count..];
            return;
        }

        for (var i = 0; i < count; i++)
        {
            Fill(list.Element, start + i, depth + 1, ref rest);
        }
    }

    private static (ListReader List, int Start, int Count) ListAt(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        if (target.IsNull(row) || target is not ListReader list)
        {
            throw target.Refusal(row, typeof(TArray));
        }

        var start = list.Range(row, out var count);
        return (list, start, count);
    }
}
