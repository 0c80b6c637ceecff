using System.Runtime.ExceptionServices;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>The rows of a relation that several operators read: computed once, as far as one of them asks, and kept until the statement ends. Safe for several threads.</summary>
/// <param name="name">The relation's name, for errors.</param>
/// <param name="start">Starts the relation.</param>
/// <param name="memory">The budget.</param>
internal sealed class CommonRows(string name, Func<CancellationToken, ValueTask<BatchOperator>> start, MemoryBudget memory) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<VectorBatch> _batches = [];
    private BatchOperator? _source;
    private ExceptionDispatchInfo? _failure;
    private bool _isComplete;

    /// <summary>The batch at a position, or null behind the last.</summary>
    public async ValueTask<VectorBatch?> AtAsync(int index, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (index >= _batches.Count && !_isComplete)
            {
                _failure?.Throw();
                await AddAsync(cancellationToken).ConfigureAwait(false);
            }

            return index < _batches.Count ? _batches[index] : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
            _source = null;
        }

        _batches.Clear();
        _turn.Dispose();
    }

    private async ValueTask AddAsync(CancellationToken cancellationToken)
    {
        try
        {
            _source ??= await start(cancellationToken).ConfigureAwait(false);
            if (await _source.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
            {
                _isComplete = true;
                await _source.DisposeAsync().ConfigureAwait(false);
                _source = null;
                return;
            }

            memory.Reserve(SizeOf(batch), $"Common {name}");
            _batches.Add(batch);
        }
        catch (Exception error)
        {
            // Another reader must not go on behind rows that are missing.
            _failure = ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }

    private static long SizeOf(VectorBatch batch)
    {
        long size = 0;
        for (var i = 0; i < batch.Columns.Length; i++)
        {
            size += ArraySize.Of(batch[i].Values);
        }

        return size;
    }
}
