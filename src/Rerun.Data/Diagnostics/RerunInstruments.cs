using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rerun.Data.Diagnostics;

/// <summary>The sources of traces and metrics. Both are named <c>Rerun.Data</c>; names are OpenTelemetry's.</summary>
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
}
