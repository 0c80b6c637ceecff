using System.Data;
using Rerun.Catalog;
using Rerun.Data.Parameters;
using Rerun.Query;

namespace Rerun.Data.Results;

/// <summary>
/// The results of the commands of a batch, in order. An error names its command. Queries that follow one another compute side by side: while one is read, the
/// next ones have their first rows ready. A statement that changes something waits for its turn, and nothing behind it starts before.
/// </summary>
internal sealed class BatchResults(
    IStatementSession session, IReadOnlyList<RerunBatchCommand> commands, CommandBehavior behavior, string? refusal) : IResultSource
{
    // Each holds the memory of a query.
    private const int MostAhead = 2;

    private readonly IStatementText?[] _texts = new IStatementText?[commands.Count];
    private readonly Dictionary<int, Task<StatementResult>> _ahead = [];
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private TextResults? _current;
    private int _next;

    public async ValueTask<StatementResult?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_current is not null)
            {
                var command = commands[_next - 1];
                try
                {
                    if (await NextOfCurrentAsync(cancellationToken).ConfigureAwait(false) is { } result)
                    {
                        command.SetRecordsAffected(result.RecordsAffected);
                        return result.IsResultSet ? new StatementResult(new CommandBatches(command, result), result.RecordsAffected) : result;
                    }
                }
                catch (RerunException fault)
                {
                    fault.FailedCommand = command;
                    throw;
                }
            }

            if (_next == commands.Count)
            {
                return null;
            }

            await StartAsync(_next, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        foreach (var ahead in _ahead.Values)
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ahead.IsCompletedSuccessfully)
            {
                await (await ahead.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }

        _ended.Dispose();
        _starting.Dispose();
    }

    private async ValueTask StartAsync(int index, CancellationToken cancellationToken)
    {
        var text = Prepare(index);
        _next = index + 1;
        if (!_ahead.Remove(index, out var ahead) || await OfAheadAsync(ahead).ConfigureAwait(false) is not { } result)
        {
            _current = new TextResults(text, commands[index].Parameters.Bind(), behavior, refusal);
            StartAhead(index, cancellationToken);
            return;
        }

        _current = new TextResults(text, QueryParameters.None, behavior, refusal, result);
        StartAhead(index, cancellationToken);

        // Two queries at a time may need more memory than there is, where one after the other does not.
        async ValueTask<StatementResult?> OfAheadAsync(Task<StatementResult> query)
        {
            try
            {
                return await query.ConfigureAwait(false);
            }
            catch (RerunException fault) when (fault.ErrorKind == RerunErrorCode.OutOfMemory)
            {
                return null;
            }
            catch (RerunException fault)
            {
                fault.FailedCommand = commands[index];
                throw;
            }
        }
    }

    private async ValueTask<StatementResult?> NextOfCurrentAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _current!.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _starting.Release();
        }
    }

    private void StartAhead(int index, CancellationToken cancellationToken)
    {
        const CommandBehavior Single = CommandBehavior.SchemaOnly | CommandBehavior.SingleResult | CommandBehavior.SingleRow;
        for (var i = index + 1; i < commands.Count && i <= index + MostAhead && (behavior & Single) == 0 && IsQuery(i - 1) && IsQuery(i); i++)
        {
            if (!_ahead.ContainsKey(i))
            {
                var (text, parameters) = (_texts[i]!, commands[i].Parameters.Bind());
                _ahead[i] = Task.Run(() => FirstRowsAsync(text, parameters, cancellationToken), CancellationToken.None);
            }
        }
    }

    private async Task<StatementResult> FirstRowsAsync(IStatementText text, QueryParameters parameters, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        StatementResult result;

        // A session starts one statement at a time; what it has started runs by itself.
        await _starting.WaitAsync(both.Token).ConfigureAwait(false);
        try
        {
            result = await text.ExecuteAsync(0, parameters, refusal, both.Token).ConfigureAwait(false);
        }
        finally
        {
            _starting.Release();
        }

        try
        {
            return result.WithFirst(await result.ReadAsync(both.Token).ConfigureAwait(false));
        }
        catch
        {
            await result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A text that cannot be parsed, or parameters that have no value, are told when their turn comes.
    private bool IsQuery(int index)
    {
        try
        {
            var text = Prepare(index);
            return text.StatementCount == 1 && text.KindOf(0) == StatementKind.Query && commands[index].Parameters.Bind() is not null;
        }
        catch (Exception fault) when (fault is RerunException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private IStatementText Prepare(int index)
    {
        var command = commands[index];
        try
        {
            return _texts[index] ??= session.Prepare(CommandTexts.Of(command.CommandType, command.CommandText, command.Parameters));
        }
        catch (RerunException fault)
        {
            fault.FailedCommand = command;
            throw;
        }
    }
}
