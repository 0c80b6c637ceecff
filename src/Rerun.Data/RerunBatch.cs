using System.Data.Common;
using System.Data;
using Rerun.Catalog;
using Rerun.Data.Diagnostics;
using Rerun.Data.Results;

namespace Rerun.Data;

/// <summary>Several commands, each with parameters of its own, executed together; their results come in order through NextResult.</summary>
/// <remarks>
/// Queries that follow one another compute side by side. An error names its command in <see cref="DbException.BatchCommand"/>; it comes when the command's turn has come.
/// </remarks>
public sealed class RerunBatch : DbBatch, IReaderOwner
{
    private readonly bool _ownsConnection;
    private RerunConnection? _connection;
    private RerunDataReader? _reader;
    private ExecutionControl? _control;
    private int? _timeout;
    private bool _isDisposed;

    /// <summary>Creates a batch without connection.</summary>
    public RerunBatch()
    {
    }

    /// <summary>Creates a batch.</summary>
    /// <param name="connection">The connection to run it on.</param>
    public RerunBatch(RerunConnection? connection) => _connection = connection;

    /// <summary>A batch that opens its connection for each execution and closes it afterwards.</summary>
    internal RerunBatch(RerunConnection connection, bool ownsConnection)
    {
        _connection = connection;
        _ownsConnection = ownsConnection;
    }

    /// <summary>The commands.</summary>
    public new RerunBatchCommandCollection BatchCommands { get; } = new();

    /// <inheritdoc cref="RerunCommand.CommandTimeout"/>
    public override int Timeout
    {
        get => _timeout ?? _connection?.Settings.CommandTimeout ?? ConnectionStrings.ConnectionSettings.Default.CommandTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeout = value;
        }
    }

    /// <summary>The connection to run on, or null.</summary>
    /// <exception cref="InvalidOperationException">A reader of this batch is open.</exception>
    public new RerunConnection? Connection
    {
        get => _connection;
        set
        {
            ThrowIfReading();
            _connection = value;
        }
    }

    /// <inheritdoc/>
    protected override DbBatchCommandCollection DbBatchCommands => BatchCommands;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => Connection = (RerunConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc cref="RerunCommand.Cancel"/>
    public override void Cancel() => Volatile.Read(ref _control)?.Cancel();

    /// <summary>Runs the commands up to the first that gives rows, and reads it.</summary>
    /// <param name="behavior">See <see cref="RerunCommand.ExecuteReader(CommandBehavior)"/>.</param>
    public new RerunDataReader ExecuteReader(CommandBehavior behavior = CommandBehavior.Default) =>
        Blocking.Wait(static call => call.batch.ExecuteCoreAsync(call.behavior, CancellationToken.None), (batch: this, behavior));

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Blocking.Wait(static batch => batch.RunAllAsync(CancellationToken.None), this);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default) => RunAllAsync(cancellationToken).AsTask();

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Blocking.Wait(static batch => batch.ReadFirstAsync(CancellationToken.None), this);

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default) => ReadFirstAsync(cancellationToken).AsTask();

    /// <summary>
    /// Parses all commands now and plans their queries, as <see cref="RerunCommand.Prepare"/> does: up to the first command that changes something, since what
    /// follows may depend on it. Nothing is run.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no open connection, no command, or a command without text.</exception>
    /// <exception cref="RerunException">A text is not valid, a name is unknown, or types do not fit; <see cref="DbException.BatchCommand"/> is the command.</exception>
    public override void Prepare() => Blocking.Wait(static batch => batch.PlanAsync(CancellationToken.None), this);

    /// <inheritdoc cref="Prepare"/>
    /// <param name="cancellationToken">Cancels the call.</param>
    public override Task PrepareAsync(CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled(cancellationToken)
        : OffContext.RunAsync(static (batch, token) => batch.PlanAsync(token), this, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _isDisposed = true;
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override DbBatchCommand CreateDbBatchCommand() => new RerunBatchCommand();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(behavior);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await ExecuteCoreAsync(behavior, cancellationToken).ConfigureAwait(false);

    private async ValueTask<RerunDataReader> ExecuteCoreAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ownsConnection && _connection!.State == ConnectionState.Closed)
        {
            await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            behavior |= CommandBehavior.CloseConnection;
        }

        try
        {
            var session = RequireSession();
            var connection = _connection!;
            var commands = Enumerable.Range(0, BatchCommands.Count).Select(i => BatchCommands[i]).ToArray();
            var control = new ExecutionControl(TimeSpan.FromSeconds(Timeout), TimeSpan.FromSeconds(connection.Settings.QueryTimeout));
            Volatile.Write(ref _control, control);
            var trace = ExecutionTrace.Start(connection, commands[0].CommandText, null, commands.Length);
            var results = new BatchResults(session, commands, behavior, connection.ChangeRefusal);
            return _reader = await connection.ReadAsync(results, control, trace, behavior, this, cancellationToken).ConfigureAwait(false);
        }
        catch when ((behavior & CommandBehavior.CloseConnection) != 0 && _connection is not null)
        {
            await _connection.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask PlanAsync(CancellationToken cancellationToken)
    {
        var session = RequireSession();
        var isPlanned = true;
        for (var i = 0; i < BatchCommands.Count; i++)
        {
            var command = BatchCommands[i];
            try
            {
                var text = session.Prepare(Parameters.CommandTexts.Of(command.CommandType, command.CommandText, command.Parameters));
                if (isPlanned && command.Parameters.HaveValues)
                {
                    await text.PlanAsync(command.Parameters.Bind(), cancellationToken).ConfigureAwait(false);
                }

                isPlanned &= text.HasOnlyQueries;
            }
            catch (RerunException fault)
            {
                fault.FailedCommand = command;
                throw;
            }
        }
    }

    void IReaderOwner.Forget(RerunDataReader reader, ExecutionControl control)
    {
        Interlocked.CompareExchange(ref _control, null, control);
        Interlocked.CompareExchange(ref _reader, null, reader);
    }

    private ValueTask<int> RunAllAsync(CancellationToken cancellationToken) =>
        ExecuteCoreAsync(CommandBehavior.Default, cancellationToken).RunToEndAsync(cancellationToken);

    private ValueTask<object?> ReadFirstAsync(CancellationToken cancellationToken) =>
        ExecuteCoreAsync(CommandBehavior.Default, cancellationToken).ReadFirstValueAsync(cancellationToken);

    private IStatementSession RequireSession()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_connection is null)
        {
            throw new InvalidOperationException("The batch has no connection.");
        }

        var session = _connection.RequireSession();
        if (DbTransaction?.Connection is { } other && other != _connection)
        {
            throw new InvalidOperationException("The batch's transaction belongs to another connection.");
        }

        if (BatchCommands.Count == 0)
        {
            throw new InvalidOperationException("The batch has no commands.");
        }

        ThrowIfReading();
        return session;
    }

    private void ThrowIfReading()
    {
        if (_reader is not null)
        {
            throw new InvalidOperationException("A reader of this batch is open; close it first.");
        }
    }
}
