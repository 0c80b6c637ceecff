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

    /// <summary>What of the data source's executions is told beyond the ordinary.</summary>
    internal TellingOptions Telling { get; private set; } = TellingOptions.Default;

    /// <summary>The server that is behind the connection, or null for an embedded catalog.</summary>
    internal (string Host, int Port)? ServerEndPoint => _host?.Server;

    /// <summary>Opens a reader over results; with its first batch there, or with an error.</summary>
    /// <param name="results">What is read.</param>
    /// <param name="control">What can end it.</param>
    /// <param name="trace">What is told of the execution, or null if nobody listens.</param>
    /// <param name="behavior">The flags of the execution.</param>
    /// <param name="owner">Told when the reader is closed.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    internal async ValueTask<RerunDataReader> ReadAsync(
        IResultSource results,
        ExecutionControl control,
        ExecutionTrace? trace,
        CommandBehavior behavior,
        IReaderOwner owner,
        CancellationToken cancellationToken)
    {
        var reader = new RerunDataReader(results, control, Settings.ReaderOptions, behavior, trace, this, owner);
        lock (_lock)
        {
            _readers.Add(reader);
        }

        RerunInstruments.Readers.Add(1);

        await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
        return reader;
    }

    /// <summary>A reader is closed.</summary>
    internal async ValueTask ForgetAsync(RerunDataReader reader, CommandBehavior behavior)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
        }

        RerunInstruments.Readers.Add(-1);

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
