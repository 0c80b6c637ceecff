using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Passes on the first row of each combination of keys.</summary>
internal sealed class DistinctOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly EvaluationContext _context;
    private readonly int[] _keys;
    private readonly KeyTable _table;
    private long _reserved;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="keys">The ordinals of the keys: all columns for DISTINCT, some for DISTINCT ON.</param>
    /// <param name="context">The execution.</param>
    public DistinctOperator(BatchOperator input, IReadOnlyList<int> keys, EvaluationContext context)
        : base(input.Types)
    {
        _input = input;
        _keys = [.. keys];
        _context = context;
        _table = new KeyTable([.. keys.Select(k => input.Types[k])]);
    }

    /// <inheritdoc/>
    public override string Name => "Distinct";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <summary>The rows of a batch whose keys are new to a table, which gets them.</summary>
    public static int[] NewRows(KeyTable table, ReadOnlySpan<ColumnVector> keys, int length)
    {
        var before = table.Count;
        var places = new int[length];
        KeyRuns.FindOrAdd(table, keys, places);
        var rows = new int[table.Count - before];
        for (var row = length - 1; row >= 0; row--)
        {
            if (places[row] >= before)
            {
                rows[places[row] - before] = row;
            }
        }

        return rows;
    }

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
        if (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
        {
            return null;
        }

        var rows = NewRows(_table, batch.Project(_keys).Columns, batch.Length);
        var size = _table.ByteSize;
        if (size > _reserved)
        {
            _context.Memory.Reserve(size - _reserved, Name);
            _reserved = size;
        }

        return rows.Length == batch.Length ? batch : batch.Take(rows);
    }
}
