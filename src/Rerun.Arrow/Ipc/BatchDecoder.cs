using Rerun.Arrow.Ipc.FlatBuffers;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>Decodes the arrays of a batch: depth first, each with its node and buffers.</summary>
internal static class BatchDecoder
{
    /// <summary>The arrays of a batch, which have passed every check.</summary>
    public static ArrayData[] Read(
        FlatTable batch, ReadOnlySpan<IpcField> fields, IpcMessage message, Func<long, ArrayData?> dictionary, out int length)
    {
        var rows = batch.Int64(0);
        if (rows is < 0 or >= int.MaxValue)
        {
            throw new ArrowFormatException($"a batch of {rows} rows is not supported.", batch.Position);
        }

        length = (int)rows;
        var reader = new BodyReader(batch, message.Body, message.Position + message.Metadata.Length, message.OldValidity);
        var arrays = new ArrayData[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var data = ReadArray(ref reader, fields[i], dictionary);
            if (data.Length != length)
            {
                throw new ArrowFormatException($"column '{fields[i].Field.Name}' has {data.Length} values, but the batch has {length} rows.", reader.Position);
            }

            try
            {
                ArrayValidator.Validate(data);
            }
            catch (ArrowFormatException e)
            {
                throw new ArrowFormatException($"At byte {reader.Position}: column '{fields[i].Field.Name}': {e.Message}", e);
            }

            arrays[i] = data;
        }

        reader.End();
        return arrays;
    }

    private static ArrayData ReadArray(ref BodyReader reader, IpcField field, Func<long, ArrayData?> dictionary)
    {
        var type = field.Field.DataType;
        var (length, nulls) = reader.NextNode(field.Field);
        if (type.TypeId is ArrowTypeId.Null)
        {
            return new ArrayData(type, length, length, 0, Array.Empty<ArrowBuffer>());
        }

        if (field.DictionaryId is { } id)
        {
            var buffers = ReadBuffers(ref reader, field.Field, 2);
            var values = dictionary(id)
                ?? throw new ArrowFormatException($"column '{field.Field.Name}' needs dictionary {id}, which has not been read.", reader.Position);
            return Build(type, length, nulls, buffers, [], values);
        }

        if (reader.OldValidity && ArrayData.HasNoBitmap(type))
        {
            reader.NextBuffer(field.Field);
        }

        switch (type)
        {
            case UnionType union:
                return new ArrayData(type, length, 0, 0, ReadBuffers(ref reader, field.Field, union.Mode == UnionMode.Dense ? 2 : 1), ReadChildren(ref reader, field, dictionary));
            case RunEndEncodedType:
                return new ArrayData(type, length, 0, 0, Array.Empty<ArrowBuffer>(), ReadChildren(ref reader, field, dictionary));
            case BinaryViewType or StringViewType:
                return Build(type, length, nulls, ReadBuffers(ref reader, field.Field, 2 + reader.NextVariadicCount(field.Field)), []);
            default:
                return Build(type, length, nulls, ReadBuffers(ref reader, field.Field, BufferCount(type)), ReadChildren(ref reader, field, dictionary));
        }
    }

    private static int BufferCount(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Struct or ArrowTypeId.FixedSizeList => 1,
        ArrowTypeId.String or ArrowTypeId.Binary or ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => 3,
        ArrowTypeId.ListView or ArrowTypeId.LargeListView => 3,
        _ => 2,
    };

    private static ArrowBuffer[] ReadBuffers(ref BodyReader reader, Field field, int count)
    {
        var buffers = new ArrowBuffer[count];
        for (var i = 0; i < count; i++)
        {
            buffers[i] = reader.NextBuffer(field);
        }

        return buffers;
    }

    private static ArrayData[] ReadChildren(ref BodyReader reader, IpcField field, Func<long, ArrayData?> dictionary)
    {
        var children = field.Children.Length == 0 ? [] : new ArrayData[field.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = ReadArray(ref reader, field.Children[i], dictionary);
        }

        return children;
    }

    // The bitmap counts, not the number of nulls beside it; a bitmap without nulls is left out, so that later stages take their shorter way.
    private static ArrayData Build(IArrowType type, int length, int claimedNulls, ArrowBuffer[] buffers, ArrayData[] children, ArrayData? dictionary = null)
    {
        var nulls = 0;
        if (buffers[0].IsEmpty)
        {
            if (claimedNulls > 0)
            {
                throw new ArrowFormatException($"An array of type {type} has {claimedNulls} nulls, but no validity bitmap.");
            }
        }
        else
        {
            if (8L * buffers[0].Length < length)
            {
                throw new ArrowFormatException($"An array of {length} values of type {type} has a validity bitmap of {buffers[0].Length} bytes.");
            }

            nulls = length - BitUtility.CountBits(buffers[0].Span, 0, length);
            if (nulls == 0)
            {
                buffers[0] = ArrowBuffer.Empty;
            }
        }

        return new ArrayData(type, length, nulls, 0, buffers, children, dictionary);
    }
}
