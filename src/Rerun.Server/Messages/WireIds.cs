using Rerun.Catalog;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Messages;

/// <summary>Ids and times in messages.</summary>
internal static class WireIds
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static Wire.Tuid ToWire(this Tuid id) => new() { TimeNs = id.TimeNanoseconds, Inc = id.Counter };

    public static Wire.EntryId ToEntryId(this Tuid id) => new() { Id = id.ToWire() };

    /// <summary>The id, or null where there is none.</summary>
    /// <exception cref="GrpcException">A half of the id is missing.</exception>
    public static Tuid? ToTuid(this Wire.EntryId? id)
    {
        if (id is null)
        {
            return null;
        }

        return id.Id is { HasTimeNs: true, HasInc: true } tuid
            ? new Tuid(tuid.TimeNs, tuid.Inc)
            : throw GrpcException.InvalidArgument("An entry's id needs both halves, 'time_ns' and 'inc'.");
    }

    /// <summary>The nanoseconds since the Unix epoch, the nearest that can be told.</summary>
    public static long ToNanoseconds(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        (long)Int128.Clamp(((Int128)time.Seconds * NanosecondsPerSecond) + time.Nanos, long.MinValue, long.MaxValue);

    public static Google.Protobuf.WellKnownTypes.Timestamp ToTimestamp(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerSecond);
        return rest < 0
            ? new() { Seconds = seconds - 1, Nanos = (int)(rest + NanosecondsPerSecond) }
            : new() { Seconds = seconds, Nanos = (int)rest };
    }
}
