namespace FleetReport.Recordings;

/// <summary>How serious a message is; the recordings hold the names.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Critical,
}
