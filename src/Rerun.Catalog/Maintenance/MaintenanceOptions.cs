using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>What maintenance of a dataset does. Mirrors the parameters of <c>DatasetEntry.do_maintenance</c>; nothing is done by default.</summary>
public sealed record MaintenanceOptions
{
    /// <summary>Whether the segments of search indexes are merged.</summary>
    public bool OptimizeIndexes { get; init; }

    /// <summary>Whether search indexes are trained anew; implies <see cref="OptimizeIndexes"/>.</summary>
    public bool RetrainIndexes { get; init; }

    /// <summary>Whether stored fragments are joined into fewer and larger ones.</summary>
    public bool CompactFragments { get; init; }

    /// <summary>Files that nothing refers to and that are older than this instant are deleted; null deletes none.</summary>
    public Timestamp64? CleanupBefore { get; init; }

    /// <summary>Whether <see cref="CleanupBefore"/> may lie less than an hour in the past; otherwise one hour ago is taken instead.</summary>
    public bool UnsafeAllowRecentCleanup { get; init; }
}
