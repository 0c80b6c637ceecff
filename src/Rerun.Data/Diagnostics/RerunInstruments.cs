using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rerun.Data.Diagnostics;

/// <summary>The sources of traces and metrics. Both are named <c>Rerun.Data</c>; names are OpenTelemetry's where it has some.</summary>
internal static class RerunInstruments
{
    public const string Name = "Rerun.Data";
    public const string System = "rerun";

    private static readonly double[] DurationBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "db.client.operation.duration", "s", "Duration of commands, from execution until the reader is closed.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets });

    public static readonly Histogram<long> ReturnedRows = Meter.CreateHistogram<long>(
        "db.client.response.returned_rows", "{row}", "Rows that were read from a command.");

    public static readonly UpDownCounter<int> Connections = Meter.CreateUpDownCounter<int>(
        "db.client.connection.count", "{connection}", "Connections that are open.");

    public static readonly UpDownCounter<int> Readers = Meter.CreateUpDownCounter<int>(
        "rerun.client.reader.count", "{reader}", "Readers that are open.");

    public static readonly Counter<long> Batches = Meter.CreateCounter<long>("rerun.client.batches", "{batch}", "Batches of rows that commands gave.");

    public static readonly Counter<long> Failures = Meter.CreateCounter<long>("rerun.client.operations.failed", "{operation}", "Commands that failed.");

    public static readonly Counter<long> Cancellations = Meter.CreateCounter<long>("rerun.client.operations.cancelled", "{operation}", "Commands that were cancelled.");

    /// <summary>Whether anybody listens to what is told of single executions.</summary>
    public static bool IsHeard =>
        Activities.HasListeners() || Duration.Enabled || ReturnedRows.Enabled || Batches.Enabled || Failures.Enabled || Cancellations.Enabled;
}
