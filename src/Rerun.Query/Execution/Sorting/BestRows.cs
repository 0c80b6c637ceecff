using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Sorting;

/// <summary>
/// The first rows of an order among those considered. Keeps little more than the rows asked for: once there are enough, whole
/// batches are compared with the worst of them by one kernel, and only better rows are looked at. Of equal rows the first are kept.
/// </summary>
internal sealed class BestRows : IDisposable
{
    private const int LeastSlack = 1024;

    private readonly IReadOnlyList<SortKey> _keys;
    private readonly EvaluationContext _context;
    private readonly string _operatorName;
    private readonly int _columns;
    private readonly int _wanted;
    private readonly ScalarKernel _isBetter;
    private BatchCollector _candidates;
    private volatile ColumnVector? _bound;

    /// <summary>Creates a choice without rows.</summary>
    /// <param name="types">The types of the columns.</param>
    /// <param name="keys">The order, at least one key.</param>
    /// <param name="wanted">How many rows are kept.</param>
    /// <param name="bound">What rows have to be better than from the beginning, because earlier rows are known; null for nothing.</param>
    /// <param name="context">The execution.</param>
    /// <param name="operatorName">Who keeps the rows, for errors.</param>
    public BestRows(IReadOnlyList<IArrowType> types, IReadOnlyList<SortKey> keys, int wanted, ColumnVector? bound, EvaluationContext context, string operatorName)
    {
        _keys = keys;
        _context = context;
        _operatorName = operatorName;
        _columns = types.Count;
        _wanted = wanted;
        _bound = bound;
        _candidates = new BatchCollector(_columns, context.Memory, operatorName);
        var type = types[keys[0].Column];

        // Of rows equal in the only key the first ones are kept, so that later ones must be strictly better.
        _isBetter = (keys.Count == 1, keys[0].Descending) switch
        {
            (true, false) => ComparisonKernels.For<Comparisons.Less>(type),
            (true, true) => ComparisonKernels.For<Comparisons.Greater>(type),
            (false, false) => ComparisonKernels.For<Comparisons.LessOrEqual>(type),
            (false, true) => ComparisonKernels.For<Comparisons.GreaterOrEqual>(type),
        };
    }

    /// <summary>The first key of the worst row kept, once there are enough; may be read by other threads.</summary>
    public ColumnVector? Bound => _bound;

    /// <summary>Takes note of rows that come after all those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Consider(VectorBatch batch)
    {
        if (_bound is not null)
        {
            var rows = Better(batch[_keys[0].Column]);
            if (rows.Length == 0)
            {
                return;
            }

            batch = rows.Length == batch.Length ? batch : batch.Take(rows);
        }

        if (batch.Length > _wanted)
        {
            batch = Narrow(batch);
        }

        _candidates.Add(batch);
        if (_candidates.Rows >= _wanted && (_bound is null || _candidates.Rows >= (_wanted * 2L) + LeastSlack))
        {
            Shrink();
        }
    }

    /// <summary>The rows kept, in order; null if there are none. Nothing is kept afterwards, though still counted.</summary>
    public VectorBatch? Take()
    {
        Shrink();
        return _candidates.Take();
    }

    /// <inheritdoc/>
    public void Dispose() => _candidates.Dispose();

    /// <summary>The rows of a batch that can be among the wanted ones, by the prefixes of their first keys; not many more than are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private VectorBatch Narrow(VectorBatch batch)
    {
        var key = _keys[0];
        var column = batch[key.Column].Unfold();
        var prefixes = new ulong[batch.Length];
        if (column.IsConstant || column.MayHaveNulls || SortPrefix.TryFill(column, prefixes) is not { } isExact)
        {
            return batch;
        }

        var worst = LeastPrefixes.Select(prefixes, key.Descending, _wanted, isExact && _keys.Count == 1, out var rows);
        if (isExact)
        {
            _bound = ColumnVector.Constant(column.Slice(worst, 1).ToArray(), 1);
        }

        return batch.Take(rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Better(ColumnVector keys)
    {
        var nullsFirst = _keys[0].NullsFirst;
        var length = keys.Length;
        var bits = NewArrays.Bitmap(length);
        var flat = keys.Unfold();
        if (!flat.IsConstantNull && (!_bound!.IsConstantNull || !nullsFirst))
        {
            // Against a bound that is null and last, every value is better.
            var truth = _bound.IsConstantNull
                ? null
                : _isBetter([flat, ColumnVector.Constant(_bound.Values, length)], length, _context);
            var words = NewArrays.Words(bits);
            var validity = Validity.Of(flat);
            var outcome = truth is null ? default : new BooleanView(truth);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = validity.Word(i * 64, length) & (truth is null ? ulong.MaxValue : outcome.Word(i * 64, length));
            }
        }

        // A null is better than every value if nulls come first; as good as a null bound if there are other keys.
        var nullsCount = keys.MayHaveNulls && (_bound!.IsConstantNull ? _keys.Count > 1 : nullsFirst);
        if (nullsCount)
        {
            for (var i = 0; i < length; i++)
            {
                if (keys.IsNull(i))
                {
                    Arrow.BitUtility.SetBit(bits, i);
                }
            }
        }

        return Truth.Rows(bits, length, wanted: true);
    }

    private void Shrink()
    {
        if (_candidates.Take() is not { } rows)
        {
            return;
        }

        var order = RowSorter.Sort(rows.Columns, _keys, rows.Length);
        var best = rows.Take(order.AsMemory(0, Math.Min(_wanted, order.Length)));
        _candidates.Dispose();
        _candidates = new BatchCollector(_columns, _context.Memory, _operatorName);
        _candidates.Add(best);
        if (best.Length == _wanted)
        {
            _bound = ColumnVector.Constant(best[_keys[0].Column].Slice(_wanted - 1, 1).ToArray(), 1);
        }
    }
}
