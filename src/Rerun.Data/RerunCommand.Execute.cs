using System.Data.Common;
using System.Data;
using Rerun.Catalog;
using Rerun.Data.Diagnostics;
using Rerun.Data.Results;

namespace Rerun.Data;

/// <content>Execution: one asynchronous core, on which the synchronous members wait.</content>
public sealed partial class RerunCommand
{
    /// <inheritdoc cref="ExecuteReaderAsync(CommandBehavior, CancellationToken)"/>
    public new RerunDataReader ExecuteReader(CommandBehavior behavior = CommandBehavior.Default) =>
        Blocking.Wait(static call => call.command.ExecuteCoreAsync(call.behavior, CancellationToken.None), (command: this, behavior));

    /// <inheritdoc cref="ExecuteReaderAsync(CommandBehavior, CancellationToken)"/>
    public new Task<RerunDataReader> ExecuteReaderAsync(CancellationToken cancellationToken = default) =>
        ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);

    /// <summary>Runs the statements up to the first that gives rows, and reads it.</summary>
    /// <param name="behavior">
    /// Flags: <see cref="CommandBehavior.SchemaOnly"/> reads no rows and runs only queries; <see cref="CommandBehavior.SingleRow"/> and
    /// <see cref="CommandBehavior.SingleResult"/> end early; <see cref="CommandBehavior.CloseConnection"/> closes the connection with the reader,
    /// also when execution fails. The others are accepted without effect.
    /// </param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <exception cref="InvalidOperationException">There is no open connection, no text, a reader of this command is open, or a parameter has no value.</exception>
    /// <exception cref="Rerun.Catalog.RerunException">The query failed, or a time limit has passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or <see cref="Cancel"/> was called.</exception>
    public new Task<RerunDataReader> ExecuteReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<RerunDataReader>(cancellationToken)
            : ExecuteCoreAsync(behavior, cancellationToken).AsTask();

    /// <summary>Runs all statements.</summary>
    /// <returns>The number of rows changed, or -1 if no statement changes rows.</returns>
    public override int ExecuteNonQuery() => Blocking.Wait(static command => command.RunAllAsync(CancellationToken.None), this);

    /// <inheritdoc cref="ExecuteNonQuery"/>
    /// <param name="cancellationToken">Ends the execution.</param>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled<int>(cancellationToken)
        : RunAllAsync(cancellationToken).AsTask();

    /// <summary>Runs all statements and gives the first value of the first result.</summary>
    /// <returns>The value; <see cref="DBNull.Value"/> if it is null, and null if there is no row.</returns>
    public override object? ExecuteScalar() => Blocking.Wait(static command => command.ReadFirstAsync(CancellationToken.None), this);

    /// <inheritdoc cref="ExecuteScalar"/>
    /// <param name="cancellationToken">Ends the execution.</param>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? Task.FromCanceled<object?>(cancellationToken)
        : ReadFirstAsync(cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(behavior);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await ExecuteReaderAsync(behavior, cancellationToken).ConfigureAwait(false);

    private async ValueTask<RerunDataReader> ExecuteCoreAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (_ownsConnection && _connection!.State == ConnectionState.Closed)
        {
            await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            behavior |= CommandBehavior.CloseConnection;
        }

        try
        {
            var session = RequireSession();
            var connection = _connection!;
            var trace = ExecutionTrace.Start(connection, _text, Parameters);
            TextResults results;
            try
            {
                results = new TextResults(PrepareText(session), Parameters.Bind(), behavior, connection.ChangeRefusal);
            }
            catch (Exception fault)
            {
                trace?.EndBeforeStart(fault);
                throw;
            }

            var control = new ExecutionControl(TimeSpan.FromSeconds(CommandTimeout), TimeSpan.FromSeconds(connection.Settings.QueryTimeout));
            Volatile.Write(ref _control, control);
            return _reader = await connection.ReadAsync(results, control, trace, behavior, this, cancellationToken).ConfigureAwait(false);
        }
        catch when ((behavior & CommandBehavior.CloseConnection) != 0 && _connection is not null)
        {
            await _connection.CloseAsync().ConfigureAwait(false);
            throw;
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
}
