using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Execution.Operators;

/// <summary>Puts behind each row the rows of a relation that depends on it. Rows of a batch with equal arguments share one run of the relation.</summary>
internal sealed class LateralOperator : BatchOperator
{
    private readonly BatchOperator _left;
    private readonly LateralJoin _join;
    private readonly Evaluator[] _arguments;
    private readonly Func<LogicalPlan, CancellationToken, ValueTask<BatchOperator>> _start;
    private readonly EvaluationContext _context;
    private readonly Dictionary<PlanList<Constant>, VectorBatch?> _known = [];
    private readonly BatchCollector _memory;
    private VectorBatch? _batch;
    private ColumnVector[] _values = [];
    private int _row;

    /// <summary>Creates the operator.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="join">What is joined, and how.</param>
    /// <param name="start">Starts a relation that stands alone.</param>
    /// <param name="context">The execution.</param>
    public LateralOperator(
        BatchOperator left, LateralJoin join, Func<LogicalPlan, CancellationToken, ValueTask<BatchOperator>> start, EvaluationContext context)
        : base([.. left.Types, .. join.Right.Fields.Select(field => field.DataType)])
    {
        _left = left;
        _join = join;
        _arguments = [.. join.Arguments.Select(ExpressionCompiler.Compile)];
        _start = start;
        _context = context;
        _memory = new BatchCollector(join.Right.Fields.Count, context.Memory, Name);
    }

    /// <inheritdoc/>
    public override string Name => "LateralJoin";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_left];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _memory.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_batch is null || _row == _batch.Length)
        {
            _batch = await _left.NextAsync(cancellationToken).ConfigureAwait(false);
            if (_batch is null)
            {
                return null;
            }

            _row = 0;
            _values = [.. _arguments.Select(argument => argument.Evaluate(_batch, _context))];
            _known.Clear();
            _memory.Release();
        }

        return await JoinAsync(_batch, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<VectorBatch> JoinAsync(VectorBatch batch, CancellationToken cancellationToken)
    {
        var rows = new List<int>();
        var pieces = new List<VectorBatch>();
        while (_row < batch.Length && rows.Count < _context.BatchRows)
        {
            var right = await RowsAsync(RowArguments.At(_values, _row, _join.Parameters), cancellationToken).ConfigureAwait(false)
                ?? (_join.KeepsLeft ? NoRow() : null);
            if (right is not null)
            {
                pieces.Add(right);
                rows.AddRange(Enumerable.Repeat(_row, right.Length));
            }

            _row++;
        }

        var columns = new ColumnVector[_join.Right.Fields.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = pieces.Count == 0
                ? Constants.Null(_join.Right.Fields[i].DataType, 0)
                : ColumnVector.Flat(ArrayTaking.Concat([.. pieces.Select(piece => piece[i].ToArray())]));
        }

        return batch.Take(rows.ToArray()).Append(columns);
    }

    private VectorBatch NoRow() => new([.. _join.Right.Fields.Select(field => Constants.Null(field.DataType, 1))], 1);

    private async ValueTask<VectorBatch?> RowsAsync(PlanList<Constant> key, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out var rows))
        {
            return rows;
        }

        var right = await _start(OuterValues.Of(_join.Parameters, [.. key]).Fill(_join.Right), cancellationToken).ConfigureAwait(false);
        await using (right.ConfigureAwait(false))
        {
            while (await right.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                _memory.Add(batch);
            }
        }

        rows = _memory.Take();
        _known.Add(key, rows);
        return rows;
    }
}
