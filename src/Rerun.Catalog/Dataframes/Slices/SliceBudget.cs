namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>How much of the memory limit the chunks at hand may take; a query has the slice in use and the one being prepared.</summary>
/// <param name="Partition">The bytes of a partition's chunks that may be at hand together; a partition with more is gone through in slices.</param>
/// <param name="FirstSlice">The bytes of a partition's first slice, so that there are rows soon.</param>
/// <param name="Slice">The bytes of a slice.</param>
internal readonly record struct SliceBudget(long Partition, long FirstSlice, long Slice)
{
    // From some size on, larger slices gain nothing.
    private const long LargestSlice = 32 << 20;
    private const long LargestFirst = 1 << 20;

    public static SliceBudget Of(long memoryLimit)
    {
        var slice = Math.Clamp(memoryLimit / 32, 1, LargestSlice);
        return new SliceBudget(memoryLimit / 8, Math.Min(slice, LargestFirst), slice);
    }
}
