using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>One value of any type for each group, replaced as better ones come.</summary>
/// <param name="type">The type of the values.</param>
internal sealed class PickedValues(IArrowType type)
{
    private readonly List<IArrowArray> _pieces = [];
    private readonly List<int> _starts = [];
    private int[] _places = [];
    private int _total;
    private int _groups;

    /// <summary>About the bytes held.</summary>
    public long ByteSize { get; private set; }

    /// <summary>The number of groups.</summary>
    public int Groups => _groups;

    /// <summary>Makes room for groups below a number.</summary>
    public void EnsureGroups(int count)
    {
        if (count > _places.Length)
        {
            var old = _places.Length;
            Array.Resize(ref _places, Math.Max(count, old * 2));
            _places.AsSpan(old).Fill(-1);
        }

        _groups = Math.Max(_groups, count);
    }

    /// <summary>Whether a group has a value.</summary>
    public bool Has(int group) => _places[group] >= 0;

    /// <summary>Where a group's value stands.</summary>
    public (IArrowArray Array, int Row) At(int group)
    {
        var piece = _starts.BinarySearch(_places[group]);
        piece = piece >= 0 ? piece : ~piece - 1;
        return (_pieces[piece], _places[group] - _starts[piece]);
    }

    /// <summary>Gives groups the values of some rows; a row may be null.</summary>
    public void Set(ReadOnlySpan<int> groups, ColumnVector values, ReadOnlySpan<int> rows)
    {
        if (groups.Length == 0)
        {
            return;
        }

        var places = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = values.PlaceOf(rows[i]);
            _places[groups[i]] = _total + i;
        }

        // Copied, so that the batch can go.
        var piece = Arrow.Selection.ArraySelection.Take(values.Values, places);
        _starts.Add(_total);
        _pieces.Add(piece);
        _total += piece.Length;
        ByteSize += ArraySize.Of(piece);
        if (_total > (_groups * 4) + 4096)
        {
            Compact();
        }
    }

    /// <summary>The values of some groups; null for those without.</summary>
    public IArrowArray ToArray(int start, int count) => _pieces.Count == 0
        ? ArrayTaking.Nulls(type, count)
        : Arrow.Selection.ArraySelection.Take(ArrayTaking.Concat(_pieces), _places.AsSpan(start, count));

    private void Compact()
    {
        var kept = ToArray(0, _groups);
        for (var i = 0; i < _groups; i++)
        {
            _places[i] = _places[i] < 0 ? -1 : i;
        }

        _pieces.Clear();
        _starts.Clear();
        _pieces.Add(kept);
        _starts.Add(0);
        _total = _groups;
        ByteSize = ArraySize.Of(kept);
    }
}
