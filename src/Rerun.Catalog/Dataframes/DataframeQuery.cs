namespace Rerun.Catalog.Dataframes;

/// <summary>
/// Everything that says which rows and columns a view of a dataset has. Immutable; the methods of a dataframe query view make
/// changed copies, and the query planner adds what it can push down.
/// </summary>
public sealed record DataframeQuery
{
    /// <summary>The index (timeline) whose values make the rows, or null for the static view: one row per partition.</summary>
    public required string? Index { get; init; }

    /// <summary>Which entities and components the view is made of; it alone decides which rows exist.</summary>
    public required ViewContents Contents { get; init; }

    /// <summary>Whether columns stay in the view that hold no values at all.</summary>
    public bool IncludeSemanticallyEmptyColumns { get; init; }

    /// <summary>Whether the columns of the <c>Clear</c> archetype are in the view.</summary>
    public bool IncludeTombstoneColumns { get; init; }

    /// <summary>The partitions to read, or null for all. An unknown id is an error.</summary>
    public IReadOnlyList<string>? PartitionIds { get; init; }

    /// <summary>The range of index values that data is taken from, or null. Ignored when <see cref="UsingIndexValues"/> is set.</summary>
    public IndexRange? Range { get; init; }

    /// <summary>Only rows with these index values stay; null for no such filter. Ignored when <see cref="UsingIndexValues"/> is set.</summary>
    public IReadOnlyList<long>? FilterIndexValues { get; init; }

    /// <summary>The rows are exactly these index values in every partition, whether or not there is data; null for the data's own rows.</summary>
    public IReadOnlyList<long>? UsingIndexValues { get; init; }

    /// <summary>As <see cref="UsingIndexValues"/>, with values of its own for each partition; partitions not named give no rows.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>>? UsingIndexValuesPerPartition { get; init; }

    /// <summary>Only rows at which this column was logged stay; null for no such filter.</summary>
    public ComponentSelector? FilterIsNotNull { get; init; }

    /// <summary>Whether null cells take the latest value at or before the row.</summary>
    public bool FillLatestAt { get; init; }

    /// <summary>
    /// The columns to return, by name and in this order, or null for all. Never changes which rows exist. The partition column is
    /// <c>rerun_partition_id</c>.
    /// </summary>
    public IReadOnlyList<string>? Projection { get; init; }

    /// <summary>
    /// Row filter on the index, added by the planner: only rows whose index value lies in one of these ranges stay (ascending, disjoint). Unlike
    /// <see cref="Range"/> it also applies to sampled rows. Null for no such filter, empty for no rows.
    /// </summary>
    public IReadOnlyList<IndexRange>? RowRanges { get; init; }

    /// <summary>Row filter on the partition, added by the planner: unlike <see cref="PartitionIds"/> an unknown id just gives no rows. Null for no filter.</summary>
    public IReadOnlyCollection<string>? RowPartitions { get; init; }

    /// <summary>The greatest number of rows wanted, in (partition, index) order, or null for all.</summary>
    public long? Limit { get; init; }
}
