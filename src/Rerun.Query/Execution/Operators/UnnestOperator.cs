using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Operators;

/// <summary>Gives each row once for each element of its lists, with the elements behind its columns.</summary>
internal sealed class UnnestOperator : RowOperator
{
    private readonly Evaluator[] _lists;
    private readonly bool _hasOrdinality;
    private readonly bool _keepsRows;
    private readonly EvaluationContext _context;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="hasOrdinality">Whether the number of the element is the last column.</param>
    /// <param name="keepsRows">Whether a row without elements stays, with nulls.</param>
    /// <param name="context">The execution.</param>
    public UnnestOperator(BatchOperator input, IReadOnlyList<Evaluator> lists, bool hasOrdinality, bool keepsRows, EvaluationContext context)
        : base(input, [.. input.Types, .. lists.Select(list => SqlTypes.ElementOf(list.Type)), .. hasOrdinality ? [SqlTypes.BigInt] : Array.Empty<Rerun.Arrow.Types.IArrowType>()])
    {
        _lists = [.. lists];
        _hasOrdinality = hasOrdinality;
        _keepsRows = keepsRows;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "Unnest";

    /// <inheritdoc/>
    public override IEnumerable<VectorBatch> Process(VectorBatch batch)
    {
        var vectors = new ColumnVector[_lists.Length];
        var arrays = new ListArray[_lists.Length];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = _lists[i].Evaluate(batch, _context);
            arrays[i] = (ListArray)NestedCasts.ToPlain(vectors[i].Values);
        }

        // As many elements as a batch holds: the lists of one batch may have very many.
        for (var (row, element) = (0, 0); row < batch.Length;)
        {
            var rows = new List<int>(_context.BatchRows);
            var numbers = new List<int>(_context.BatchRows);
            while (rows.Count < _context.BatchRows && row < batch.Length)
            {
                var count = 0;
                for (var i = 0; i < vectors.Length; i++)
                {
                    count = Math.Max(count, CountOf(vectors[i], arrays[i], row));
                }

                var end = (int)Math.Min(count, (long)element + _context.BatchRows - rows.Count);
                for (; element < end; element++)
                {
                    rows.Add(row);
                    numbers.Add(element);
                }

                if (count == 0 && _keepsRows)
                {
                    rows.Add(row);
                    numbers.Add(-1);
                }

                if (element >= count)
                {
                    (row, element) = (row + 1, 0);
                }
            }

            yield return Elements(batch, vectors, arrays, [.. rows], numbers);
        }
    }

    private VectorBatch Elements(VectorBatch batch, ColumnVector[] vectors, ListArray[] arrays, int[] rows, List<int> numbers)
    {
        var elements = new ColumnVector[vectors.Length + (_hasOrdinality ? 1 : 0)];
        for (var i = 0; i < vectors.Length; i++)
        {
            elements[i] = ColumnVector.Flat(ArraySelection.Take(arrays[i].Values, ElementPlaces(vectors[i], arrays[i], rows, numbers)));
        }

        if (_hasOrdinality)
        {
            elements[^1] = Ordinals(numbers);
        }

        return batch.Take(rows).Append(elements);
    }

    private static int CountOf(ColumnVector vector, ListArray array, int row)
    {
        var at = vector.PlaceOf(row);
        return array.IsNull(at) ? 0 : array.GetValueLength(at);
    }

    private static int[] ElementPlaces(ColumnVector vector, ListArray array, int[] rows, List<int> numbers)
    {
        var offsets = array.ValueOffsets;
        var places = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = numbers[i] >= 0 && numbers[i] < CountOf(vector, array, rows[i]) ? offsets[vector.PlaceOf(rows[i])] + numbers[i] : -1;
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
