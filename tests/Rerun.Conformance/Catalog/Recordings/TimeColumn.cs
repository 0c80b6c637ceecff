using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Conformance.Catalog.Recordings;

/// <summary>Timelines of the fixtures.</summary>
internal static class TimeColumn
{
    public static ChunkTimeline Sequence(string name, params long[] values)
    {
        var builder = new Int64Array.Builder();
        builder.AppendRange(values);
        return new ChunkTimeline(name, IndexKind.Sequence, builder.Build(), IsSorted(values));
    }

    public static ChunkTimeline Instants(string name, params long[] nanoseconds)
    {
        var builder = new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond));
        Array.ForEach(nanoseconds, value => builder.Append(value));
        return new ChunkTimeline(name, IndexKind.Timestamp, builder.Build(), IsSorted(nanoseconds));
    }

    public static ChunkTimeline Durations(string name, params long[] nanoseconds)
    {
        var builder = new DurationArray.Builder(DurationType.Nanosecond);
        Array.ForEach(nanoseconds, value => builder.Append(value));
        return new ChunkTimeline(name, IndexKind.Duration, builder.Build(), IsSorted(nanoseconds));
    }

    private static bool IsSorted(long[] values) => values.AsSpan().SequenceEqual([.. values.Order()]);
}
