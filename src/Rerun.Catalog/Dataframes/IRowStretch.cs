using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes;

/// <summary>Rows of one partition whose chunks are at hand.</summary>
internal interface IRowStretch
{
    /// <summary>The number of rows.</summary>
    int Count { get; }

    /// <summary>Whether the rows hold much memory, so that few such stretches are to be had at one time.</summary>
    bool IsHeavy { get; }

    /// <summary>The partition as an array of one text; the same array for all stretches of the partition's slice.</summary>
    IArrowArray Partition { get; }

    /// <summary>Builds the columns, on any thread, once. The partition's column, which is <see cref="Partition"/> in each row, is left out as null.</summary>
    IArrowArray?[] BuildColumns();
}
