using Rerun.Arrow;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>The elements of the lists of a column, one after the other, and the row of each. NULL lists have none.</summary>
internal sealed class ListElements
{
    private readonly int[]? _places;
    private readonly int _start;

    private ListElements(ListArray lists, int[] offsets, int[] rows, int[]? places, int start)
    {
        Lists = lists;
        Offsets = offsets;
        Rows = rows;
        _places = places;
        _start = start;
    }

    /// <summary>The lists.</summary>
    public ListArray Lists { get; }

    /// <summary>For each row the number of elements before its own, and at last the number of all.</summary>
    public int[] Offsets { get; }

    /// <summary>For each element its row.</summary>
    public int[] Rows { get; }

    /// <summary>The number of elements.</summary>
    public int Count => Rows.Length;

    /// <summary>The elements of a flat vector of lists.</summary>
    public static ListElements Of(ColumnVector lists)
    {
        var plain = (ListArray)NestedCasts.ToPlain(lists.Values);
        var from = plain.ValueOffsets;
        var offsets = new int[plain.Length + 1];
        for (var row = 0; row < plain.Length; row++)
        {
            offsets[row + 1] = offsets[row] + plain.GetValueLength(row);
        }

        var rows = new int[offsets[^1]];
        var isDense = rows.Length == from[^1] - from[0];
        var places = isDense ? null : new int[rows.Length];
        for (var row = 0; row < plain.Length; row++)
        {
            rows.AsSpan(offsets[row], offsets[row + 1] - offsets[row]).Fill(row);
            for (var i = offsets[row]; places is not null && i < offsets[row + 1]; i++)
            {
                places[i] = from[row] + i - offsets[row];
            }
        }

        return new ListElements(plain, offsets, rows, places, from[0]);
    }

    /// <summary>Some of the elements, one after the other.</summary>
    public ColumnVector Slice(int start, int count) => _places is null
        ? ColumnVector.Flat(ArrowArrayFactory.Slice(Lists.Values, _start + start, count))
        : ColumnVector.Flat(Lists.Values).Take(_places.AsMemory(start, count));

    /// <summary>Chosen elements.</summary>
    /// <param name="elements">Their numbers.</param>
    public ColumnVector Take(ReadOnlySpan<int> elements)
    {
        var places = new int[elements.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = _places is null ? _start + elements[i] : _places[elements[i]];
        }

        return ColumnVector.Flat(Lists.Values).Take(places);
    }
}
