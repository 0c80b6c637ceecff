using System.Buffers.Binary;
using System.Globalization;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A chunk as plain values: what the oracle reads, and what the real chunk is made of.</summary>
internal sealed record ModelChunk(
    ulong Id,
    string Layer,
    string Entity,
    IReadOnlyList<ulong> RowIds,
    IReadOnlyDictionary<string, long[]> Timelines,
    IReadOnlyDictionary<string, object?[]?[]> Components)
{
    public const string Clear = "Clear:is_recursive";

    public bool IsStatic => Timelines.Count == 0;

    /// <summary>Whether nulls cover elements that nobody sees, and the first list does not begin with the first element: legal, and not what builders make.</summary>
    public bool HasHiddenElements { get; init; }

    public static IndexKind KindOf(string timeline) => timeline == "t" ? IndexKind.Timestamp : IndexKind.Sequence;

    /// <summary>The chunk without one of its rows.</summary>
    public ModelChunk WithoutRow(int row) => this with
    {
        RowIds = Without(RowIds, row),
        Timelines = Timelines.ToDictionary(timeline => timeline.Key, timeline => Without(timeline.Value, row)),
        Components = Components.ToDictionary(component => component.Key, component => Without(component.Value, row)),
    };

    public Chunk ToChunk()
    {
        var rowIds = new byte[RowIds.Count * Tuid.Size];
        for (var row = 0; row < RowIds.Count; row++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan(row * Tuid.Size), 1);
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan((row * Tuid.Size) + 8), RowIds[row]);
        }

        return new Chunk(
            new Tuid(0, Id),
            EntityPath.Parse(Entity),
            new FixedSizeBinaryArray(new ArrayData(new FixedSizeBinaryType(Tuid.Size), RowIds.Count, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(rowIds)])),
            [.. Timelines.Select(timeline => ToTimeline(timeline.Key, timeline.Value))],
            [.. Components.Select(component => new ChunkComponent(DescriptorOf(component.Key), ToLists(component.Key, component.Value)))])
        {
            ByteSize = 400 + (100 * RowIds.Count),
        };
    }

    /// <summary>The chunk as it can be read in the report of a failure.</summary>
    public override string ToString()
    {
        var columns = Timelines.Select(timeline => $"{timeline.Key} [{string.Join(", ", timeline.Value)}]")
            .Concat(Components.Select(component => $"{component.Key} [{string.Join(", ", component.Value.Select(ModelValue.CellText))}]"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"chunk {Id} of {Entity} in {Layer}{(HasHiddenElements ? ", hidden elements" : "")}: ids [{string.Join(", ", RowIds)}] {string.Join(' ', columns)}");
    }

    private static T[] Without<T>(IReadOnlyList<T> items, int row) => [.. items.Where((_, i) => i != row)];

    private static ComponentDescriptor DescriptorOf(string component) => component == Clear
        ? new ComponentDescriptor(Clear, "rerun.archetypes.Clear", "rerun.components.ClearIsRecursive")
        : new ComponentDescriptor(component, null, null);

    private static ChunkTimeline ToTimeline(string name, long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        var type = IndexColumnDescriptor.TypeOf(KindOf(name));
        var array = ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)]));
        return new ChunkTimeline(name, KindOf(name), array, values.SequenceEqual(values.Order()));
    }

    private ListArray ToLists(string component, object?[]?[] cells)
    {
        var type = ModelValue.TypeOf(component);
        var hidden = HasHiddenElements ? new object?[] { ModelValue.Next(component, 7, 7) } : [];
        var elements = new List<object?>(hidden);
        var offsets = new byte[(cells.Length + 1) * sizeof(int)];
        var validity = new byte[(cells.Length + 7) / 8];
        BitConverter.TryWriteBytes(offsets, elements.Count);
        for (var row = 0; row < cells.Length; row++)
        {
            elements.AddRange(cells[row] ?? hidden);
            BitConverter.TryWriteBytes(offsets.AsSpan((row + 1) * sizeof(int)), elements.Count);
            BitUtility.SetBit(validity, row, cells[row] is not null);
        }

        return new ListArray(new ListType(type), cells.Length, new ArrowBuffer(offsets), ModelValue.ToArray(type, elements), new ArrowBuffer(validity), -1);
    }
}
