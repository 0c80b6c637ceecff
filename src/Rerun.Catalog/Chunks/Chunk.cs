using Rerun.Arrow;
using Rerun.Catalog.Dataframes.Batches;

namespace Rerun.Catalog.Chunks;

/// <summary>A decoded chunk: rows of one entity, each with a row id, a value on every timeline of the chunk, and a list (or null) per component.</summary>
public sealed class Chunk
{
    /// <summary>Creates a chunk from columns of equal length.</summary>
    /// <param name="id">The chunk's id.</param>
    /// <param name="entityPath">The entity that the rows are about.</param>
    /// <param name="rowIds">The row ids, 16 big-endian bytes each, without nulls.</param>
    /// <param name="timelines">The timelines; none makes the chunk static.</param>
    /// <param name="components">The component columns.</param>
    /// <exception cref="ArgumentException">A column's length differs from that of the row ids.</exception>
    public Chunk(
        Tuid id,
        EntityPath entityPath,
        FixedSizeBinaryArray rowIds,
        IReadOnlyList<ChunkTimeline> timelines,
        IReadOnlyList<ChunkComponent> components)
    {
        foreach (var timeline in timelines)
        {
            RequireLength(timeline.Values, timeline.Name);
        }

        foreach (var component in components)
        {
            RequireLength(component.Values, component.Descriptor.Component);
        }

        Id = id;
        EntityPath = entityPath;
        RowIdColumn = rowIds;
        Timelines = timelines;
        Components = components;
        Lists = new ColumnLists?[components.Count];

        void RequireLength(IArrowArray column, string name)
        {
            if (column.Length != rowIds.Length)
            {
                throw new ArgumentException($"Column '{name}' has {column.Length} rows, the row ids have {rowIds.Length}.");
            }
        }
    }

    /// <summary>The chunk's id.</summary>
    public Tuid Id { get; }

    /// <summary>The entity that the rows are about.</summary>
    public EntityPath EntityPath { get; }

    /// <summary>The row ids, 16 big-endian bytes each, without nulls.</summary>
    public FixedSizeBinaryArray RowIdColumn { get; }

    /// <summary>The timelines; none for a static chunk.</summary>
    public IReadOnlyList<ChunkTimeline> Timelines { get; }

    /// <summary>The component columns.</summary>
    public IReadOnlyList<ChunkComponent> Components { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => RowIdColumn.Length;

    /// <summary>Whether the chunk has no timeline: its values hold on every timeline and at every instant.</summary>
    public bool IsStatic => Timelines.Count == 0;

    /// <summary>The number of bytes that the decoded chunk keeps in memory; what the chunk cache counts.</summary>
    public long ByteSize { get; init; }

    /// <summary>What is known of the values, if they were not read: then all lists are empty. Else null.</summary>
    internal ChunkSummary? Outlined { get; init; }

    /// <summary>The memory that the columns refer to, if it is to be given back; else null.</summary>
    internal ChunkMemory? Memory { get; set; }

    /// <summary>What queries made of the component columns, by position.</summary>
    internal ColumnLists?[] Lists { get; }

    /// <summary>The row id of one row.</summary>
    /// <param name="row">The row, from 0.</param>
    public UInt128 RowId(int row) => Tuid.Read(RowIdColumn.GetBytes(row)).Value;
}
