namespace Rerun.Catalog;

/// <summary>What the 64-bit values of an index (timeline) count.</summary>
public enum IndexKind
{
    /// <summary>Sequence numbers; Arrow type Int64.</summary>
    Sequence,

    /// <summary>Nanoseconds of a duration; Arrow type Duration(ns).</summary>
    Duration,

    /// <summary>Nanoseconds since the Unix epoch, UTC; Arrow type Timestamp(ns).</summary>
    Timestamp,
}
