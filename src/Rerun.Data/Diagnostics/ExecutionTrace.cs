using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Rerun.Data.Diagnostics;

/// <summary>What traces, metrics and logs are told of one execution, from its start until its reader is closed. Made only if somebody listens.</summary>
internal sealed class ExecutionTrace
{
    private readonly Activity? _activity;
    private readonly ILogger _logger;
    private readonly string _source;
    private readonly string _operation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private string? _error;
    private bool _hasFirstBatch;

    private ExecutionTrace(Activity? activity, ILogger logger, string source, string operation)
    {
        _activity = activity;
        _logger = logger;
        _source = source;
        _operation = operation;
    }

    /// <summary>Begins to tell of an execution, if anybody listens.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="text">The SQL text; of a batch its first.</param>
    /// <param name="commands">How many commands run together.</param>
    public static ExecutionTrace? Start(RerunConnection connection, string text, int commands)
    {
        var logger = connection.Logger;
        if (!RerunInstruments.Activities.HasListeners() && !RerunInstruments.Duration.Enabled && !RerunInstruments.ReturnedRows.Enabled && !logger.IsEnabled(LogLevel.Debug))
        {
            return null;
        }

        var operation = commands > 1 ? "BATCH" : QueryTextMask.OperationOf(text);
        var masked = QueryTextMask.Mask(text);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            ExecutionLog.Executing(logger, masked);
        }

        return new ExecutionTrace(StartActivity(connection, operation, masked, commands), logger, connection.SourceName, operation);
    }

    /// <summary>The first batch is there, or the end.</summary>
    public void FirstBatch()
    {
        if (!_hasFirstBatch)
        {
            _hasFirstBatch = true;
            _activity?.AddEvent(new ActivityEvent("first batch"));
        }
    }

    /// <summary>The execution failed, at its start or later.</summary>
    public void Fail(Exception fault)
    {
        _error = fault.GetType().FullName;
        if (_activity is not null)
        {
            _activity.SetStatus(ActivityStatusCode.Error, fault.Message);
            _activity.SetTag("error.type", _error);
            _activity.SetTag("db.response.status_code", (fault as DbException)?.SqlState);
            _activity.AddException(fault);
        }

        ExecutionLog.Failed(_logger, _operation, fault);
    }

    /// <summary>The reader is closed.</summary>
    public void End(long rows)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _activity?.SetTag("db.response.returned_rows", rows);
        _activity?.Dispose();
        var tags = new TagList
        {
            { "db.system.name", RerunInstruments.System },
            { "db.client.connection.pool.name", _source },
            { "db.operation.name", _operation },
        };
        if (_error is not null)
        {
            tags.Add("error.type", _error);
        }

        RerunInstruments.Duration.Record(seconds, tags);
        RerunInstruments.ReturnedRows.Record(rows, tags);
        ExecutionLog.Executed(_logger, _operation, rows, seconds * 1000);
    }

    private static Activity? StartActivity(RerunConnection connection, string operation, string masked, int commands)
    {
        // The span outlives this call; what the caller does next is not part of it.
        var current = Activity.Current;
        var activity = RerunInstruments.Activities.StartActivity(operation, ActivityKind.Client);
        Activity.Current = current;
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        activity.SetTag("db.system.name", RerunInstruments.System);
        activity.SetTag("db.namespace", connection.Database.Length > 0 ? connection.Database : null);
        activity.SetTag("db.operation.name", operation);
        activity.SetTag("db.query.text", masked);
        activity.SetTag("db.query.summary", operation);
        activity.SetTag("server.address", connection.DataSource);
        if (commands > 1)
        {
            activity.SetTag("db.operation.batch.size", commands);
        }

        return activity;
    }
}
