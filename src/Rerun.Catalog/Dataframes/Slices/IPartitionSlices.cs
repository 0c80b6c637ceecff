namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>The rows of a partition, slice by slice in the order of the index.</summary>
internal interface IPartitionSlices
{
    /// <summary>Whether it is known already that there is no further slice.</summary>
    bool IsAtEnd { get; }

    /// <summary>The next slice that has rows, or null at the end; one call at a time. A call that was cancelled may be made again.</summary>
    ValueTask<PartitionSlice?> NextAsync(CancellationToken cancellationToken);
}
