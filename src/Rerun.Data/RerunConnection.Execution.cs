using System.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rerun.Data.Diagnostics;
using Rerun.Data.Results;

namespace Rerun.Data;

/// <content>Executions on the connection: their readers, and what is told of them.</content>
public sealed partial class RerunConnection
{
    private readonly List<RerunDataReader> _readers = [];

    /// <summary>Where the connection's commands are logged.</summary>
    internal ILogger Logger { get; private set; } = NullLogger.Instance;

    /// <summary>The data source's name in traces, metrics and logs.</summary>
    internal string SourceName { get; private set; } = "";

    /// <summary>Opens a reader over results; with its first batch there, or with an error.</summary>
    /// <param name="results">What is read.</param>
    /// <param name="control">What can end it.</param>
    /// <param name="text">The SQL text, for traces; of a batch its first.</param>
    /// <param name="commands">How many commands run together.</param>
    /// <param name="behavior">The flags of the execution.</param>
    /// <param name="closed">Told when the reader is closed.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    internal async ValueTask<RerunDataReader> ReadAsync(
        IResultSource results,
        ExecutionControl control,
        string text,
        int commands,
        CommandBehavior behavior,
        Action<RerunDataReader> closed,
        CancellationToken cancellationToken)
    {
        var reader = new RerunDataReader(results, control, Settings.ReaderOptions, behavior, ExecutionTrace.Start(this, text, commands), ended =>
        {
            closed(ended);
            return ForgetAsync(ended, behavior);
        });
        lock (_lock)
        {
            _readers.Add(reader);
        }

        await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
        return reader;
    }

    private async ValueTask ForgetAsync(RerunDataReader reader, CommandBehavior behavior)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
        }

        if ((behavior & CommandBehavior.CloseConnection) != 0)
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask CloseReadersAsync()
    {
        RerunDataReader[] readers;
        lock (_lock)
        {
            readers = [.. _readers];
        }

        foreach (var reader in readers)
        {
            await reader.CloseAsync().ConfigureAwait(false);
        }
    }
}
