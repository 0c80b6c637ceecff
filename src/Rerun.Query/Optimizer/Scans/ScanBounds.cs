using Rerun.Catalog.Dataframes;

namespace Rerun.Query.Optimizer.Scans;

/// <summary>What a condition says about the index and the partition of the rows for which it is true.</summary>
/// <param name="Ranges">The index value lies in one of these ranges; null if nothing is said of it.</param>
/// <param name="Partitions">The partition is one of these, each once and in ordinal order; null if nothing is said of it.</param>
/// <param name="IsExact">Whether that is all the condition says; else rows may fit and the condition be untrue.</param>
internal sealed record ScanBounds(IReadOnlyList<IndexRange>? Ranges, IReadOnlyList<string>? Partitions, bool IsExact)
{
    /// <summary>Nothing is known.</summary>
    public static ScanBounds Unknown { get; } = new(null, null, false);

    /// <summary>All rows fit.</summary>
    public static ScanBounds Everything { get; } = new(null, null, true);

    /// <summary>What a view is bound to already.</summary>
    public static ScanBounds Of(DataframeQuery query) =>
        query is { RowRanges: null, RowPartitions: null } ? Everything : new(query.RowRanges, query.RowPartitions is null ? null : Ordered(query.RowPartitions), true);

    /// <summary>Partitions each once, in order.</summary>
    public static string[] Ordered(IEnumerable<string> partitions) => [.. partitions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>No row fits.</summary>
    public bool IsEmpty => Ranges is { Count: 0 } || Partitions is { Count: 0 };

    /// <summary>The rows for which both conditions are true.</summary>
    public ScanBounds And(ScanBounds other) => this is { Ranges: null, Partitions: null, IsExact: true } ? other : new(
        Ranges is null ? other.Ranges : other.Ranges is null ? Ranges : IndexRanges.Intersect(Ranges, other.Ranges),
        Partitions is null ? other.Partitions : other.Partitions is null ? Partitions : [.. Partitions.Intersect(other.Partitions)],
        IsExact && other.IsExact);

    /// <summary>The rows for which one of the conditions is true.</summary>
    public ScanBounds Or(ScanBounds other)
    {
        if (IsEmpty && IsExact)
        {
            return other;
        }

        if (other.IsEmpty && other.IsExact)
        {
            return this;
        }

        bool sayTheSameOfRanges = Ranges is null == other.Ranges is null && (Ranges is null || Ranges.SequenceEqual(other.Ranges!));
        bool sayTheSameOfPartitions = Partitions is null == other.Partitions is null && (Partitions is null || Partitions.SequenceEqual(other.Partitions!));
        return new ScanBounds(
            Ranges is null || other.Ranges is null ? null : IndexRanges.Union(Ranges.Concat(other.Ranges)),
            Partitions is null || other.Partitions is null ? null : Ordered(Partitions.Concat(other.Partitions)),
            IsExact && other.IsExact && (sayTheSameOfRanges || sayTheSameOfPartitions));
    }
}
