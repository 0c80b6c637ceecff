using System.Runtime.InteropServices;
using Rerun.Arrow.Ipc.FlatBuffers;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>Collects the nodes and buffers of a batch. Of a slice only its own bytes are written; where possible they are not copied.</summary>
internal sealed partial class BodyWriter
{
    private readonly ArrowBuffer.Builder<long> _nodes = new();
    private readonly ArrowBuffer.Builder<long> _buffers = new();
    private readonly ArrowBuffer.Builder<long> _variadicCounts = new(0);
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private long _length;

    /// <summary>The message of a record batch.</summary>
    public static EncodedMessage Encode(RecordBatch batch, long position)
    {
        var writer = new BodyWriter();
        foreach (var array in batch.Arrays)
        {
            writer.Add(array.Data);
        }

        var builder = new FlatBuilder();
        return EncodedMessage.Create(builder, IpcMessageKind.RecordBatch, writer.WriteBatch(builder, batch.Length), position, writer._pieces, writer._length);
    }

    /// <summary>The message of a dictionary's values.</summary>
    public static EncodedMessage EncodeDictionary(long id, ArrayData values, bool isDelta, long position)
    {
        var writer = new BodyWriter();
        writer.Add(values);
        var builder = new FlatBuilder();
        var batch = writer.WriteBatch(builder, values.Length);
        builder.StartTable();
        builder.Add(0, id);
        builder.AddReference(1, batch);
        builder.Add(2, isDelta);
        return EncodedMessage.Create(builder, IpcMessageKind.DictionaryBatch, builder.EndTable(), position, writer._pieces, writer._length);
    }

    private int WriteBatch(FlatBuilder builder, int rows)
    {
        var nodes = builder.Values(MemoryMarshal.AsBytes(_nodes.Span), 16, 8);
        var buffers = builder.Values(MemoryMarshal.AsBytes(_buffers.Span), 16, 8);
        int? variadic = _variadicCounts.Length > 0 ? builder.Values(MemoryMarshal.AsBytes(_variadicCounts.Span), 8, 8) : null;
        builder.StartTable();
        builder.Add(0, (long)rows);
        builder.AddReference(1, nodes);
        builder.AddReference(2, buffers);
        if (variadic is { } counts)
        {
            builder.AddReference(4, counts);
        }

        return builder.EndTable();
    }

    private void Add(ArrayData data)
    {
        var nulls = data.GetNullCount();
        _nodes.Append(data.Length).Append(nulls);
        switch (data.DataType)
        {
            case NullType:
                return;
            case UnionType union:
                AddUnion(data, union);
                return;
            case RunEndEncodedType:
                AddRuns(data);
                return;
        }

        AddBuffer(nulls == 0 ? default : Bits(data.Buffers[0], data.Offset, data.Length));
        switch (data.DataType)
        {
            case BooleanType:
                AddBuffer(Bits(data.Buffers[1], data.Offset, data.Length));
                break;
            case FixedWidthType type:
                AddBuffer(Slots(data, 1, type.ByteSize()));
                break;
            case DictionaryType type:
                AddBuffer(Slots(data, 1, ((FixedWidthType)type.IndexType).ByteSize()));
                break;
            case StringType or BinaryType:
                var (first, end) = AddOffsets<int>(data);
                AddBuffer(data.Buffers[2].Memory[first..end]);
                break;
            case LargeStringType or LargeBinaryType:
                (first, end) = AddOffsets<long>(data);
                AddBuffer(data.Buffers[2].Memory[first..end]);
                break;
            case StringViewType or BinaryViewType:
                AddViews(data);
                break;
            case ListType or MapType:
                (first, end) = AddOffsets<int>(data);
                Add(data.Children[0].Slice(first, end - first));
                break;
            case LargeListType:
                (first, end) = AddOffsets<long>(data);
                Add(data.Children[0].Slice(first, end - first));
                break;
            case ListViewType:
                AddListViews<int>(data);
                break;
            case LargeListViewType:
                AddListViews<long>(data);
                break;
            case FixedSizeListType type:
                Add(data.Children[0].Slice(data.Offset * type.ListSize, data.Length * type.ListSize));
                break;
            case StructType:
                foreach (var child in data.Children)
                {
                    Add(child.Slice(data.Offset, data.Length));
                }

                break;
            default:
                throw new NotSupportedException($"Arrays of type {data.DataType} cannot be written.");
        }
    }

    private void AddBuffer(ReadOnlyMemory<byte> memory)
    {
        _buffers.Append(_length).Append(memory.Length);
        if (memory.IsEmpty)
        {
            return;
        }

        var padding = EncodedMessage.PaddingAfter(memory.Length);
        _pieces.Add(memory);
        _pieces.Add(padding);
        _length += memory.Length + padding.Length;
    }

    private static ReadOnlyMemory<byte> Slots(ArrayData data, int buffer, int size) =>
        data.Length == 0 ? default : data.Buffers[buffer].Memory.Slice(data.Offset * size, data.Length * size);

    private static ReadOnlyMemory<byte> Bits(ArrowBuffer bitmap, int offset, int length)
    {
        if (length == 0)
        {
            return default;
        }

        if ((offset & 7) == 0)
        {
            return bitmap.Memory.Slice(offset >> 3, BitUtility.ByteCount(length));
        }

        var bits = new byte[BitUtility.ByteCount(length)];
        BitUtility.CopyBits(bitmap.Span, offset, bits, 0, length);
        return bits;
    }
}
