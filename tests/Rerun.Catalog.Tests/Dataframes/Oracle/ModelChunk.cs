using System.Buffers.Binary;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A chunk as plain values: what the oracle reads, and what the real chunk is made of.</summary>
internal sealed record ModelChunk(
    ulong Id, string Entity, ulong[] RowIds, Dictionary<string, long[]> Timelines, Dictionary<string, object[]?[]> Components)
{
    public const string Clear = "Clear:is_recursive";

    public bool IsStatic => Timelines.Count == 0;

    public static IndexKind KindOf(string timeline) => timeline == "t" ? IndexKind.Timestamp : IndexKind.Sequence;

    public Chunk ToChunk()
    {
        var rowIds = new byte[RowIds.Length * Tuid.Size];
        for (var row = 0; row < RowIds.Length; row++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan(row * Tuid.Size), 1);
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan((row * Tuid.Size) + 8), RowIds[row]);
        }

        return new Chunk(
            new Tuid(0, Id),
            EntityPath.Parse(Entity),
            new FixedSizeBinaryArray(new ArrayData(new FixedSizeBinaryType(Tuid.Size), RowIds.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(rowIds)])),
            [.. Timelines.Select(timeline => ToTimeline(timeline.Key, timeline.Value))],
            [.. Components.Select(component => new ChunkComponent(DescriptorOf(component.Key), ToLists(component.Key, component.Value)))])
        {
            ByteSize = 1000,
        };
    }

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

    private static ListArray ToLists(string component, object[]?[] cells)
    {
        IArrowType type = component switch
        {
            "P" => Int64Type.Default,
            "C" => StringType.Default,
            "Q" => DoubleType.Default,
            _ => BooleanType.Default,
        };
        var offsets = new byte[(cells.Length + 1) * sizeof(int)];
        var validity = new byte[(cells.Length + 7) / 8];
        var end = 0;
        for (var row = 0; row < cells.Length; row++)
        {
            end += cells[row]?.Length ?? 0;
            BitConverter.TryWriteBytes(offsets.AsSpan((row + 1) * sizeof(int)), end);
            BitUtility.SetBit(validity, row, cells[row] is not null);
        }

        var values = Values(type, cells.SelectMany(cell => cell ?? []));
        return new ListArray(new ListType(type), cells.Length, new ArrowBuffer(offsets), values, new ArrowBuffer(validity), -1);
    }

    private static IArrowArray Values(IArrowType type, IEnumerable<object> values) => type switch
    {
        Int64Type => new Int64Array.Builder().AppendRange(values.Cast<long>()).Build(),
        StringType => new StringArray.Builder().AppendRange(values.Cast<string>()).Build(),
        DoubleType => new DoubleArray.Builder().AppendRange(values.Cast<double>()).Build(),
        _ => new BooleanArray.Builder().AppendRange(values.Cast<bool>()).Build(),
    };
}
