using System.Collections;
using System.Data;
using System.Data.Common;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Diagnostics;
using Rerun.Data.Results;
using Rerun.Data.Values;

namespace Rerun.Data;

/// <summary>Reads the rows of results, batch by batch as the engine makes them.</summary>
/// <remarks>
/// <para>
/// Rows: <see cref="Read"/> steps through a batch without I/O; getters read the batch's columns in place. <see cref="ReadAsync(CancellationToken)"/>
/// completes at once while rows are buffered. Columns: <see cref="ReadBatch"/> gives whole batches instead.
/// </para>
/// <para>Closing early stops the query; nothing is read to its end. Several readers may be open on one connection.</para>
/// </remarks>
public sealed partial class RerunDataReader : DbDataReader, IDbColumnSchemaGenerator
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);
    private static readonly Schema NoColumns = new([]);

    private readonly IResultSource _results;
    private readonly ExecutionControl _control;
    private readonly ReaderOptions _options;
    private readonly CommandBehavior _behavior;
    private readonly ExecutionTrace? _trace;
    private readonly RerunConnection? _connection;
    private readonly IReaderOwner? _owner;

    // The hot state: Read moves _row, getters use it while it is within _length. Both say "no row" before, between and after the rows.
    private int _row = -1;
    private int _length;
    private ValueReader?[] _bound = [];

    private StatementResult? _result;
    private RecordBatch? _batch;
    private Schema _schema = NoColumns;
    private ValueReader?[] _columns = [];
    private bool _isResultSet;
    private bool _hasRows;
    private bool _isClosed;
    private long _rowsBefore;
    private long _recordsAffected = -1;

    internal RerunDataReader(
        IResultSource results,
        ExecutionControl control,
        ReaderOptions options,
        CommandBehavior behavior = CommandBehavior.Default,
        ExecutionTrace? trace = null,
        RerunConnection? connection = null,
        IReaderOwner? owner = null)
    {
        _results = results;
        _control = control;
        _options = options;
        _behavior = behavior;
        _trace = trace;
        _connection = connection;
        _owner = owner;
    }

    /// <summary>Always 0: results are flat, nested values come from <see cref="DbDataReader.GetData"/>.</summary>
    public override int Depth => 0;

    /// <summary>The number of columns; 0 for a statement without a result set.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    public override int FieldCount
    {
        get
        {
            ThrowIfClosed();
            return _columns.Length;
        }
    }

    /// <summary>Whether the result has rows; known before the first <see cref="Read"/>.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    public override bool HasRows
    {
        get
        {
            ThrowIfClosed();
            return _hasRows;
        }
    }

    /// <inheritdoc/>
    public override bool IsClosed => _isClosed;

    /// <summary>The number of rows that the statements so far have changed; -1 for queries.</summary>
    public override int RecordsAffected => (int)Math.Min(_recordsAffected, int.MaxValue);

    /// <summary>The number of rows read so far over all results, for diagnostics.</summary>
    internal long ReturnedRows { get; private set; }

    /// <summary>Reads a stream of Arrow batches as rows: of a file, of another library, or made by hand.</summary>
    /// <param name="stream">The batches; the reader disposes it.</param>
    /// <param name="timeValues">What untyped access gives for nanosecond time.</param>
    /// <param name="listValues">How component columns appear.</param>
    /// <param name="cancellationToken">Ends the wait for the first batch.</param>
    public static async ValueTask<RerunDataReader> FromArrowAsync(
        IArrowArrayStream stream,
        RerunTimeValues timeValues = RerunTimeValues.DateTime,
        RerunListValues listValues = RerunListValues.Raw,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reader = new RerunDataReader(
            new StreamResults(stream), new ExecutionControl(TimeSpan.Zero, TimeSpan.Zero), new ReaderOptions(timeValues, listValues));
        await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
        return reader;
    }

    /// <inheritdoc cref="FromArrowAsync"/>
    public static RerunDataReader FromArrow(
        IArrowArrayStream stream, RerunTimeValues timeValues = RerunTimeValues.DateTime, RerunListValues listValues = RerunListValues.Raw) =>
        Blocking.Wait(static given => FromArrowAsync(given.stream, given.timeValues, given.listValues), (stream, timeValues, listValues));

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last row, then always.</returns>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    /// <exception cref="RerunException">The query failed; the reader is then at its end.</exception>
    public override bool Read()
    {
        var next = _row + 1;
        if (next < _length)
        {
            _row = next;
            return true;
        }

        return ReadAtEdge();
    }

    /// <summary>Moves to the next row; completes at once while rows are buffered.</summary>
    /// <param name="cancellationToken">Ends the wait, and the query if it is cancelled before or during it.</param>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var next = _row + 1;
        if (next < _length && !cancellationToken.IsCancellationRequested)
        {
            _row = next;
            return True;
        }

        return ReadAtEdgeAsync(cancellationToken);
    }

    /// <summary>Moves to the next statement's result; statements without one are run and passed over.</summary>
    /// <returns>False after the last result, then always.</returns>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    public override bool NextResult()
    {
        ThrowIfClosed();
        return Blocking.Wait(static reader => reader.MoveToResultAsync(CancellationToken.None), this);
    }

    /// <inheritdoc cref="NextResult"/>
    /// <param name="cancellationToken">Ends the wait, and the query.</param>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Abandon();
            return Task.FromCanceled<bool>(cancellationToken);
        }

        return _isClosed ? Task.FromException<bool>(ClosedError()) : MoveToResultAsync(cancellationToken).AsTask();
    }

    /// <summary>Ends the query, if it still runs, and closes the reader. May be called again.</summary>
    public override void Close()
    {
        if (!_isClosed)
        {
            Blocking.Wait(static reader => reader.CloseCoreAsync(), this);
        }
    }

    /// <inheritdoc cref="Close"/>
    public override Task CloseAsync() => _isClosed ? Task.CompletedTask : CloseCoreAsync().AsTask();

    /// <inheritdoc cref="Close"/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: (_behavior & CommandBehavior.CloseConnection) != 0);

    /// <summary>Runs the first statement; afterwards its schema and first batch are there.</summary>
    internal async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MoveToResultAsync(cancellationToken).ConfigureAwait(false);
            _trace?.FirstBatch();
        }
        catch (Exception fault)
        {
            _trace?.Fail(fault);
            await CloseCoreAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private bool ReadAtEdge()
    {
        ThrowIfClosed();
        return _result is not null
            ? Blocking.Wait(static reader => reader.MoveToBatchAsync(firstRow: 0, CancellationToken.None), this)
            : EndRows();
    }

    private Task<bool> ReadAtEdgeAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Abandon();
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (_isClosed)
        {
            return Task.FromException<bool>(ClosedError());
        }

        if (_result is null)
        {
            EndRows();
            return False;
        }

        var read = MoveToBatchAsync(firstRow: 0, cancellationToken);
        return read.IsCompletedSuccessfully ? (read.Result ? True : False) : read.AsTask();
    }

    private async ValueTask<bool> MoveToResultAsync(CancellationToken cancellationToken)
    {
        await EndResultAsync().ConfigureAwait(false);
        _schema = NoColumns;
        _columns = [];
        _isResultSet = false;
        _hasRows = false;
        if ((_behavior & (CommandBehavior.SingleResult | CommandBehavior.SingleRow)) != 0 && ResultsSeen > 0)
        {
            return false;
        }

        while (await _control.WaitAsync(static (results, token) => results.NextAsync(token), _results, cancellationToken).ConfigureAwait(false) is { } result)
        {
            if (result.RecordsAffected >= 0)
            {
                _recordsAffected = Math.Max(_recordsAffected, 0) + result.RecordsAffected;
            }

            if (!result.IsResultSet)
            {
                await result.DisposeAsync().ConfigureAwait(false);
                continue;
            }

            _result = result;
            ResultsSeen++;
            await ShowResultAsync(result, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private int ResultsSeen { get; set; }

    private async ValueTask ShowResultAsync(StatementResult result, CancellationToken cancellationToken)
    {
        // What reads a column is made when the column is first asked for.
        _schema = result.Schema;
        _columns = new ValueReader?[_schema.FieldsList.Count];
        _bound = new ValueReader?[_columns.Length];
        _isResultSet = true;
        if ((_behavior & CommandBehavior.SchemaOnly) != 0)
        {
            await EndResultAsync().ConfigureAwait(false);
            return;
        }

        // The first batch is fetched here: errors surface from Execute, and HasRows is known.
        _hasRows = await MoveToBatchAsync(firstRow: -1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fetches the next batch that has rows and stands on its first row, or before it.</summary>
    private async ValueTask<bool> MoveToBatchAsync(int firstRow, CancellationToken cancellationToken)
    {
        _rowsBefore += _length;
        ReturnedRows += _length;
        EndRows();
        try
        {
            RecordBatch? batch = null;
            do
            {
                if (_result is null || ((_behavior & CommandBehavior.SingleRow) != 0 && _rowsBefore > 0))
                {
                    break;
                }

                batch = await _control.WaitAsync(static (result, token) => result.ReadAsync(token), _result, cancellationToken).ConfigureAwait(false);
            }
            while (batch is { Length: 0 });

            if (batch is null)
            {
                await EndResultAsync().ConfigureAwait(false);
                return false;
            }

            _trace?.Batch();
            _batch = batch;
            _length = (_behavior & CommandBehavior.SingleRow) != 0 ? 1 : batch.Length;
            _row = firstRow;
            return true;
        }
        catch (Exception fault)
        {
            if (ResultsSeen > 1 || _hasRows)
            {
                _trace?.Fail(fault);
            }

            await EndResultAsync().ConfigureAwait(false);
            throw;
        }
    }

    private bool EndRows()
    {
        _batch = null;
        _length = 0;
        _row = -1;
        Array.Clear(_bound);
        return false;
    }

    /// <summary>Ends the current result's stream; what is known of its columns stays.</summary>
    private async ValueTask EndResultAsync()
    {
        ReturnedRows += Math.Min(_row + 1, _length);
        _rowsBefore = 0;
        EndRows();
        var result = _result;
        _result = null;
        if (result is not null)
        {
            await result.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stops the query without waiting for it: a token was cancelled between two waits.</summary>
    private void Abandon()
    {
        if (!_isClosed)
        {
            _trace?.Abandon();
            _control.Abandon();
            EndRows();
        }
    }

    private async ValueTask CloseCoreAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            await EndResultAsync().ConfigureAwait(false);
            await _results.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _control.Dispose();
            _trace?.End(ReturnedRows);
            _owner?.Forget(this, _control);
            if (_connection is not null)
            {
                await _connection.ForgetAsync(this, _behavior).ConfigureAwait(false);
            }
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw ClosedError();
        }
    }

    private static InvalidOperationException ClosedError() => new("The reader is closed.");
}
