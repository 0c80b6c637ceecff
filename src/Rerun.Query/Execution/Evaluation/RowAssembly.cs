using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>Puts a column together from pieces that were computed for different rows. Rows that no piece covers are null.</summary>
/// <param name="type">The type of the column.</param>
/// <param name="length">The number of rows.</param>
internal sealed class RowAssembly(IArrowType type, int length)
{
    private readonly int[] _places = NewPlaces(length);
    private readonly List<IArrowArray> _pieces = [];
    private int _total;
    private int _covered;

    /// <summary>Adds a piece.</summary>
    /// <param name="rows">The row of each of its values.</param>
    /// <param name="values">The values.</param>
    public void Add(ReadOnlySpan<int> rows, ColumnVector values)
    {
        var array = values.IsConstant ? values.Values : values.ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            _places[rows[i]] = _total + (values.IsConstant ? 0 : i);
        }

        _pieces.Add(array);
        _total += array.Length;
        _covered += rows.Length;
    }

    /// <summary>The column.</summary>
    public ColumnVector Build()
    {
        if (_covered < length)
        {
            _pieces.Add(ArrayTaking.Nulls(type, 1));
            foreach (ref var place in _places.AsSpan())
            {
                place = place < 0 ? _total : place;
            }
        }

        return _pieces.Count == 0 ? Constants.Null(type, length) : ColumnVector.Dictionary(ArrayTaking.Concat(_pieces), _places);
    }

    private static int[] NewPlaces(int length)
    {
        var places = new int[length];
        places.AsSpan().Fill(-1);
        return places;
    }
}
