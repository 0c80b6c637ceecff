using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks;

/// <summary>
/// A chunk without its values: row ids, timelines, and in which rows each component has a cell. It is enough to find the rows of a view, and spares
/// decoding and keeping images and the like for rows that nobody gets to see.
/// </summary>
internal static class ChunkOutline
{
    private const int BytesPerOutline = 1024;
    private const long LeastBytes = 16 << 10;
    private const long LeastBytesPerRow = 1 << 10;

    // Nobody looks into these lists; they only have to be there, and not null.
    private static readonly ListType NoValues = new(new Field("item", NullType.Default, nullable: true));

    /// <summary>Whether the values of a chunk take so much memory that an outline of it is worth reading.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="bytes">The bytes of the decoded chunk.</param>
    /// <param name="components">Its components; what clears others has to be looked into.</param>
    public static bool IsWorthwhile(long rows, long bytes, IReadOnlyList<string> components) =>
        rows > 0 && bytes >= LeastBytes && bytes / rows >= LeastBytesPerRow && !components.Contains(ColumnMetadata.ClearComponent);

    /// <summary>About the bytes of an outline.</summary>
    public static long BytesOf(long rows, int timelines) => BytesPerOutline + (rows * (Tuid.Size + sizeof(int) + (sizeof(long) * (long)timelines)));

    /// <summary>The outline of a chunk whose components have a cell in every row.</summary>
    /// <param name="id">The chunk's id.</param>
    /// <param name="entityPath">Its entity.</param>
    /// <param name="rowIds">Its row ids, in order.</param>
    /// <param name="timelines">Its timelines.</param>
    /// <param name="components">Its components, whether any of their lists has an element, and the most bytes that one can take.</param>
    public static Chunk Of(
        Tuid id,
        EntityPath entityPath,
        FixedSizeBinaryArray rowIds,
        ChunkTimeline[] timelines,
        IReadOnlyList<(ComponentDescriptor Descriptor, bool HasValues, double MostBytes)> components)
    {
        var cells = EmptyLists(rowIds.Length, ArrowBuffer.Empty, 0);
        return Create(
            id,
            entityPath,
            rowIds,
            timelines,
            [.. components.Select(component => new ChunkComponent(component.Descriptor, cells))],
            ChunkSummary.OfOutline(timelines, [.. components.Select(component => (component.Descriptor.Component, component.HasValues, component.MostBytes))]));
    }

    /// <summary>The outline of a decoded chunk, which refers to nothing of it.</summary>
    /// <exception cref="RerunException">The chunk's row ids are not in order.</exception>
    public static Chunk Of(Chunk chunk) => Create(
        chunk.Id,
        chunk.EntityPath,
        (FixedSizeBinaryArray)ArraySelection.Copy(chunk.RowIdColumn),
        [.. chunk.Timelines.Select(timeline => new ChunkTimeline(timeline.Name, timeline.Kind, ArraySelection.Copy(timeline.Values), timeline.IsSorted))],
        [.. chunk.Components.Select(component => new ChunkComponent(component.Descriptor, CellsOf(component.Values)))],
        ChunkSummary.Of(chunk));

    private static Chunk Create(
        Tuid id, EntityPath entityPath, FixedSizeBinaryArray rowIds, ChunkTimeline[] timelines, ChunkComponent[] components, ChunkSummary summary) =>
        new(id, entityPath, rowIds, timelines, components) { ByteSize = BytesOf(rowIds.Length, timelines.Length), Outlined = summary };

    private static ListArray CellsOf(ListArray lists)
    {
        if (lists.NullCount == 0)
        {
            return EmptyLists(lists.Length, ArrowBuffer.Empty, 0);
        }

        var validity = new byte[BitUtility.ByteCount(lists.Length)];
        for (var row = 0; row < lists.Length; row++)
        {
            validity[row >> 3] |= (byte)(lists.IsValid(row) ? 1 << (row & 7) : 0);
        }

        return EmptyLists(lists.Length, new ArrowBuffer(validity), lists.NullCount);
    }

    private static ListArray EmptyLists(int rows, ArrowBuffer validity, int nulls) =>
        new(NoValues, rows, new ArrowBuffer(new byte[(rows + 1) * sizeof(int)]), new NullArray(0), validity, nulls);
}
