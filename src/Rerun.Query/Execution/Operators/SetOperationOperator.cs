using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>INTERSECT and EXCEPT. Nulls are equal to each other. The right side is counted, the left side streamed.</summary>
internal sealed class SetOperationOperator : BatchOperator
{
    private readonly BatchOperator _left;
    private readonly BatchOperator _right;
    private readonly SetOperationMode _operation;
    private readonly EvaluationContext _context;
    private readonly KeyTable _table;
    private readonly List<int> _counts = [];
    private long _reserved;
    private bool _isBuilt;

    /// <summary>Creates the operator.</summary>
    /// <param name="left">The left rows.</param>
    /// <param name="right">The right rows, of the same types.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="context">The execution.</param>
    public SetOperationOperator(BatchOperator left, BatchOperator right, SetOperationMode operation, EvaluationContext context)
        : base(left.Types)
    {
        _left = left;
        _right = right;
        _operation = operation;
        _context = context;
        _table = new KeyTable(left.Types);
    }

    /// <inheritdoc/>
    public override string Name => _operation.ToString();

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_left, _right];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _context.Memory.Release(_reserved);
        _reserved = 0;
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (!_isBuilt)
        {
            while (await _right.NextAsync(cancellationToken).ConfigureAwait(false) is { } right)
            {
                foreach (var place in Places(right))
                {
                    _counts[place]++;
                }
            }

            _isBuilt = true;
        }

        return await _left.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch ? Choose(batch) : null;
    }

    private int[] Places(VectorBatch batch)
    {
        var places = new int[batch.Length];
        KeyRuns.FindOrAdd(_table, batch.Columns, places);
        while (_counts.Count < _table.Count)
        {
            _counts.Add(0);
        }

        var size = _table.ByteSize + (_counts.Count * 4L);
        if (size > _reserved)
        {
            _context.Memory.Reserve(size - _reserved, Name);
            _reserved = size;
        }

        return places;
    }

    private VectorBatch Choose(VectorBatch batch)
    {
        var rows = new List<int>();
        var places = Places(batch);
        for (var row = 0; row < places.Length; row++)
        {
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_counts)[places[row]];
            var has = count > 0;
            var takes = _operation is SetOperationMode.Intersect or SetOperationMode.IntersectAll ? has : _operation == SetOperationMode.Except ? count == 0 : !has;

            // Rows that count once are out after the first; the others use up what the right side has of them.
            count = _operation switch
            {
                SetOperationMode.Intersect => 0,
                SetOperationMode.Except when takes => -1,
                SetOperationMode.IntersectAll or SetOperationMode.ExceptAll when has => count - 1,
                _ => count,
            };
            if (takes)
            {
                rows.Add(row);
            }
        }

        return rows.Count == batch.Length ? batch : batch.Take(rows.ToArray());
    }
}
