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
    private long _batches;

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
    /// <param name="parameters">The parameters, or null for a batch.</param>
    /// <param name="commands">How many commands run together.</param>
    public static ExecutionTrace? Start(RerunConnection connection, string text, RerunParameterCollection? parameters, int commands = 1)
    {
        var logger = connection.Logger;
        var isLogged = logger.IsEnabled(LogLevel.Debug);
        if (!isLogged && !RerunInstruments.IsHeard && !logger.IsEnabled(LogLevel.Error))
        {
            return null;
        }

        var operation = commands > 1 ? "BATCH" : QueryTextMask.OperationOf(text);
        if (isLogged)
        {
            var masked = QueryTextMask.Mask(text);
            if (connection.Telling.LogsParameters && parameters is { Count: > 0 })
            {
                ExecutionLog.ExecutingWithParameters(logger, masked, string.Join(", ", parameters.Select(parameter => $"{parameter.ParameterName}={parameter.Value}")));
            }
            else
            {
                ExecutionLog.Executing(logger, masked);
            }
        }

        var activity = RerunInstruments.Activities.HasListeners() ? StartActivity(connection, operation, text, commands) : null;
        return new ExecutionTrace(activity, logger, connection.SourceName, operation);
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

    /// <summary>A batch of rows is there.</summary>
    public void Batch() => _batches++;

    /// <summary>The execution was cancelled between two waits.</summary>
    public void Abandon() => Fail(new OperationCanceledException());

    /// <summary>The execution failed, at its start or later; the first failure counts.</summary>
    public void Fail(Exception fault)
    {
        if (_error is not null)
        {
            return;
        }

        _error = fault.GetType().FullName;
        if (_activity is not null)
        {
            // The first line says what is wrong; those behind it show the text, with its literals.
            var message = fault.Message.Split('\n', 2)[0].TrimEnd();
            _activity.SetStatus(ActivityStatusCode.Error, message);
            _activity.SetTag("error.type", _error);
            _activity.SetTag("db.response.status_code", (fault as DbException)?.SqlState);
            _activity.AddException(fault, new TagList { { "exception.message", message }, { "exception.stacktrace", fault.StackTrace } });
        }

        if (fault is OperationCanceledException)
        {
            RerunInstruments.Cancellations.Add(1, Tags());
            ExecutionLog.Cancelled(_logger, _operation);
        }
        else
        {
            RerunInstruments.Failures.Add(1, Tags());
            ExecutionLog.Failed(_logger, _operation, fault);
        }
    }

    /// <summary>The execution failed before there was a reader.</summary>
    public void EndBeforeStart(Exception fault)
    {
        Fail(fault);
        End(0);
    }

    /// <summary>The reader is closed.</summary>
    public void End(long rows)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _activity?.SetTag("db.response.returned_rows", rows);
        _activity?.Dispose();
        var tags = Tags();
        RerunInstruments.Duration.Record(seconds, tags);
        RerunInstruments.ReturnedRows.Record(rows, tags);
        RerunInstruments.Batches.Add(_batches, tags);
        ExecutionLog.Executed(_logger, _operation, rows, seconds * 1000);
    }

    private TagList Tags()
    {
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

        return tags;
    }

    private static Activity? StartActivity(RerunConnection connection, string operation, string text, int commands)
    {
        var options = connection.Telling.Tracing;
        if (options?.Filter?.Invoke(text) == false)
        {
            return null;
        }

        var masked = QueryTextMask.Mask(text);
        var summary = QueryTextSummary.Of(operation, masked, out var collection);

        // The span outlives this call; what the caller does next is not part of it.
        var current = Activity.Current;
        var activity = RerunInstruments.Activities.StartActivity(options?.SpanName?.Invoke(text) ?? summary, ActivityKind.Client);
        Activity.Current = current;
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        activity.SetTag("db.system.name", RerunInstruments.System);
        activity.SetTag("db.namespace", connection.Database.Length > 0 ? connection.Database : null);
        activity.SetTag("db.collection.name", collection);
        activity.SetTag("db.operation.name", operation);
        activity.SetTag("db.query.text", options is { ShowLiterals: true } ? text : masked);
        activity.SetTag("db.query.summary", summary);
        if (connection.ServerEndPoint is { } server)
        {
            activity.SetTag("server.address", server.Host);
            activity.SetTag("server.port", server.Port);
        }

        if (commands > 1)
        {
            activity.SetTag("db.operation.batch.size", commands);
        }

        options?.Enrich?.Invoke(activity, text);
        return activity;
    }
}
