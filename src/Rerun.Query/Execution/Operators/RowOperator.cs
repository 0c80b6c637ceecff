using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>
/// An operator that computes each batch of its input by itself, such as a filter or the probe of a join. Several threads may do that for different batches,
/// as long as the results are put into the order of the input again.
/// </summary>
internal abstract class RowOperator : BatchOperator
{
    private IEnumerator<VectorBatch>? _pending;
    private bool _isPrepared;
    private bool _isAtEnd;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="types">The types of the columns that it yields.</param>
    protected RowOperator(BatchOperator input, IReadOnlyList<IArrowType> types)
        : base(types) => Input = input;

    /// <summary>The rows.</summary>
    public BatchOperator Input { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [Input];

    /// <summary>What has to be done before the first batch.</summary>
    public virtual ValueTask PrepareAsync(CancellationToken cancellationToken) => default;

    /// <summary>What becomes of a batch. Computed as it is enumerated, by one thread.</summary>
    public abstract IEnumerable<VectorBatch> Process(VectorBatch batch);

    /// <summary>What follows when all batches have been processed.</summary>
    public virtual IEnumerable<VectorBatch> Finish() => [];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _pending?.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeInputsAsync() => Input.DisposeAsync();

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (!_isPrepared)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }

        while (true)
        {
            if (_pending is not null)
            {
                if (_pending.MoveNext())
                {
                    return _pending.Current;
                }

                _pending.Dispose();
                _pending = null;
            }

            if (_isAtEnd)
            {
                return null;
            }

            if (await Input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                _pending = Process(batch).GetEnumerator();
            }
            else
            {
                _isAtEnd = true;
                _pending = Finish().GetEnumerator();
            }
        }
    }
}
