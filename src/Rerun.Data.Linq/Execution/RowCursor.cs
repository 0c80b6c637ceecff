using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Data.Linq.Materialization;
using Rerun.Query;

namespace Rerun.Data.Linq.Execution;

/// <summary>Reads the rows of a query as objects, batch by batch.</summary>
internal sealed class RowCursor<T> : IAsyncDisposable
{
    private readonly QueryHost _host;
    private readonly Expression _expression;
    private QueryRun? _run;
    private QueryResult? _result;
    private Func<RowContext, T>? _make;
    private RowContext? _context;
    private int _rows;

    public RowCursor(QueryHost host, Expression expression)
    {
        _host = host;
        _expression = expression;
    }

    public CompiledQuery Query => _run!.Query;

    /// <summary>Goes to the next row of the batch; false at its end.</summary>
    public bool MoveInBatch(out T current)
    {
        if (_context is null || _context.Row + 1 >= _rows)
        {
            current = default!;
            return false;
        }

        _context.Row++;
        current = _make!(_context);
        return true;
    }

    /// <summary>Makes the query ready.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken) =>
        _run ??= await QueryRun.PrepareAsync(_host, _expression, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the next batch; false at the end.</summary>
    public async ValueTask<bool> ReadBatchAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        _result ??= await _run!.StartAsync(cancellationToken).ConfigureAwait(false);
        if (await _result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
        {
            return false;
        }

        if (_context is null)
        {
            (_make, _context) = _run!.Query.Projection<T>(_result.Schema, _run.Values);
        }

        _context.Bind(batch);
        _context.Row = -1;
        _rows = batch.Length;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_result is not null)
        {
            await _result.DisposeAsync().ConfigureAwait(false);
        }

        if (_run is not null)
        {
            await _run.EndAsync().ConfigureAwait(false);
        }
    }
}
