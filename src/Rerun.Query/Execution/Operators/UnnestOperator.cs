using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Operators;

/// <summary>Gives each row once for each element of its lists, with the elements behind its columns.</summary>
internal sealed class UnnestOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly Evaluator[] _lists;
    private readonly bool _hasOrdinality;
    private readonly bool _keepsRows;
    private readonly EvaluationContext _context;
    private readonly ColumnVector[] _vectors;
    private readonly ListArray[] _arrays;
    private VectorBatch? _batch;
    private int _row;
    private int _element;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="hasOrdinality">Whether the number of the element is the last column.</param>
    /// <param name="keepsRows">Whether a row without elements stays, with nulls.</param>
    /// <param name="context">The execution.</param>
    public UnnestOperator(BatchOperator input, IReadOnlyList<Evaluator> lists, bool hasOrdinality, bool keepsRows, EvaluationContext context)
        : base([.. input.Types, .. lists.Select(list => SqlTypes.ElementOf(list.Type)), .. hasOrdinality ? [SqlTypes.BigInt] : Array.Empty<Rerun.Arrow.Types.IArrowType>()])
    {
        _input = input;
        _lists = [.. lists];
        _hasOrdinality = hasOrdinality;
        _keepsRows = keepsRows;
        _context = context;
        _vectors = new ColumnVector[_lists.Length];
        _arrays = new ListArray[_lists.Length];
    }

    /// <inheritdoc/>
    public override string Name => "Unnest";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_batch is null || _row == _batch.Length)
        {
            _batch = await _input.NextAsync(cancellationToken).ConfigureAwait(false);
            if (_batch is null)
            {
                return null;
            }

            (_row, _element) = (0, 0);
            for (var i = 0; i < _lists.Length; i++)
            {
                _vectors[i] = _lists[i].Evaluate(_batch, _context);
                _arrays[i] = (ListArray)NestedCasts.ToPlain(_vectors[i].Values);
            }
        }

        return Next(_batch);
    }

    // As many elements as a batch holds: the lists of one batch may have very many.
    private VectorBatch Next(VectorBatch batch)
    {
        var rows = new List<int>(_context.BatchRows);
        var numbers = new List<int>(_context.BatchRows);
        while (rows.Count < _context.BatchRows && _row < batch.Length)
        {
            var count = 0;
            for (var i = 0; i < _lists.Length; i++)
            {
                count = Math.Max(count, CountOf(i, _row));
            }

            var end = (int)Math.Min(count, (long)_element + _context.BatchRows - rows.Count);
            for (; _element < end; _element++)
            {
                rows.Add(_row);
                numbers.Add(_element);
            }

            if (count == 0 && _keepsRows)
            {
                rows.Add(_row);
                numbers.Add(-1);
            }

            if (_element >= count)
            {
                (_row, _element) = (_row + 1, 0);
            }
        }

        int[] places = [.. rows];
        var elements = new ColumnVector[_lists.Length + (_hasOrdinality ? 1 : 0)];
        for (var i = 0; i < _lists.Length; i++)
        {
            elements[i] = ColumnVector.Flat(ArraySelection.Take(_arrays[i].Values, ElementPlaces(i, places, numbers)));
        }

        if (_hasOrdinality)
        {
            elements[^1] = Ordinals(numbers);
        }

        return batch.Take(places).Append(elements);
    }

    private int CountOf(int list, int row)
    {
        var at = _vectors[list].PlaceOf(row);
        return _arrays[list].IsNull(at) ? 0 : _arrays[list].GetValueLength(at);
    }

    private int[] ElementPlaces(int list, int[] rows, List<int> numbers)
    {
        var offsets = _arrays[list].ValueOffsets;
        var places = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = numbers[i] >= 0 && numbers[i] < CountOf(list, rows[i]) ? offsets[_vectors[list].PlaceOf(rows[i])] + numbers[i] : -1;
        }

        return places;
    }

    private static ColumnVector Ordinals(List<int> numbers)
    {
        var builder = new Int64Array.Builder();
        foreach (var number in numbers)
        {
            if (number < 0)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(number + 1L);
            }
        }

        return ColumnVector.Flat(builder.Build());
    }
}
