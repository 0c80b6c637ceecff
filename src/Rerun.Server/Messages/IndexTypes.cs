using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Server.Messages;

/// <summary>The types of the values of timelines.</summary>
internal static class IndexTypes
{
    private static readonly TimestampType Timestamp = new(TimeUnit.Nanosecond);

    public static IArrowType Of(IndexKind kind) => kind switch
    {
        IndexKind.Duration => DurationType.Nanosecond,
        IndexKind.Timestamp => Timestamp,
        _ => Int64Type.Default,
    };

    /// <summary>The word for a kind in the metadata of columns.</summary>
    public static string WordOf(IndexKind kind) => kind switch
    {
        IndexKind.Duration => "duration",
        IndexKind.Timestamp => "timestamp",
        _ => "sequence",
    };
}
