using Microsoft.Extensions.Logging;

namespace Rerun.Data.Diagnostics;

/// <summary>The messages about executions and connections. Event ids are stable; text is without literals, and parameters are logged only if the program asks for it.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Opened a connection to {DataSource}")]
    public static partial void Opened(ILogger logger, string dataSource);

    [LoggerMessage(1001, LogLevel.Debug, "Closed a connection to {DataSource}")]
    public static partial void Closed(ILogger logger, string dataSource);

    [LoggerMessage(2000, LogLevel.Debug, "Executing {CommandText}")]
    public static partial void Executing(ILogger logger, string commandText);

    [LoggerMessage(2001, LogLevel.Debug, "{Operation} gave {Rows} rows within {Milliseconds:0.###} ms")]
    public static partial void Executed(ILogger logger, string operation, long rows, double milliseconds);

    [LoggerMessage(2002, LogLevel.Error, "{Operation} failed")]
    public static partial void Failed(ILogger logger, string operation, Exception fault);

    [LoggerMessage(2003, LogLevel.Debug, "{Operation} was cancelled")]
    public static partial void Cancelled(ILogger logger, string operation);

    [LoggerMessage(2004, LogLevel.Debug, "Executing {CommandText} with {Parameters}")]
    public static partial void ExecutingWithParameters(ILogger logger, string commandText, string parameters);
}
