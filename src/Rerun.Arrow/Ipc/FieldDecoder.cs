using Rerun.Arrow.Ipc.FlatBuffers;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>Reads fields and their types from a schema message.</summary>
internal static class FieldDecoder
{
    public static IpcField Read(FlatTable table)
    {
        var childVector = table.Vector(5, 4, "a field's children");
        var children = new IpcField[childVector.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Read(table.TableAt(childVector, i));
        }

        var name = table.Text(0, "a field's name") ?? "";
        var type = ReadType(table, name, children);
        long? dictionaryId = null;
        if (table.Has(4))
        {
            var encoding = table.Table(4, "the dictionary encoding");
            dictionaryId = encoding.Int64(0);
            IArrowType indexType = encoding.Has(1) ? ReadInteger(encoding.Table(1, "the index type")) : Int32Type.Default;
            type = new DictionaryType(indexType, type, encoding.Bool(2));
        }

        return new IpcField(new Field(name, type, table.Bool(1), ReadMetadata(table, 6)), dictionaryId, children);
    }

    public static MetadataDictionary? ReadMetadata(FlatTable table, int slot)
    {
        var vector = table.Vector(slot, 4, "the metadata");
        if (vector.Count == 0)
        {
            return null;
        }

        var metadata = new MetadataDictionary();
        for (var i = 0; i < vector.Count; i++)
        {
            var entry = table.TableAt(vector, i);
            metadata.Set(entry.Text(0, "a metadata key") ?? "", entry.Text(1, "a metadata value") ?? "");
        }

        return metadata;
    }

    private static IArrowType ReadType(FlatTable field, string name, IpcField[] children)
    {
        var kind = field.Byte(2);
        var type = field.Table(3, $"the type of field '{name}'");
        try
        {
            return kind switch
            {
                1 => NullType.Default,
                2 => ReadInteger(type),
                3 => type.Int16(0) switch
                {
                    0 => HalfFloatType.Default,
                    1 => FloatType.Default,
                    2 => DoubleType.Default,
                    var precision => throw Unknown(type, name, $"floating point precision {precision}"),
                },
                4 => BinaryType.Default,
                5 => StringType.Default,
                6 => BooleanType.Default,
                7 => ReadDecimal(type, name),
                8 => type.Int16(0, 1) switch
                {
                    0 => Date32Type.Default,
                    1 => Date64Type.Default,
                    var unit => throw Unknown(type, name, $"date unit {unit}"),
                },
                9 => type.Int32(1, 32) switch
                {
                    32 => new Time32Type((TimeUnit)type.Int16(0, 1)),
                    64 => new Time64Type((TimeUnit)type.Int16(0, 1)),
                    var width => throw Unknown(type, name, $"time of {width} bits"),
                },
                10 => new TimestampType((TimeUnit)type.Int16(0), type.Text(1, "the time zone")),
                11 => new IntervalType((IntervalUnit)type.Int16(0)),
                12 => new ListType(Child(field, name, children, 0, 1)),
                13 => new StructType(Array.ConvertAll(children, child => child.Field)),
                14 => ReadUnion(type, name, children),
                15 => new FixedSizeBinaryType(type.Int32(0)),
                16 => new FixedSizeListType(Child(field, name, children, 0, 1), type.Int32(0)),
                17 => new MapType(Child(field, name, children, 0, 1), type.Bool(0)),
                18 => DurationType.FromTimeUnit((TimeUnit)type.Int16(0, 1)),
                19 => LargeBinaryType.Default,
                20 => LargeStringType.Default,
                21 => new LargeListType(Child(field, name, children, 0, 1)),
                22 => new RunEndEncodedType(Child(field, name, children, 0, 2), Child(field, name, children, 1, 2)),
                23 => BinaryViewType.Default,
                24 => StringViewType.Default,
                25 => new ListViewType(Child(field, name, children, 0, 1)),
                26 => new LargeListViewType(Child(field, name, children, 0, 1)),
                _ => throw Unknown(field, name, $"type kind {kind}"),
            };
        }
        catch (ArgumentException e)
        {
            throw new ArrowFormatException($"At byte {type.Position}: the type of field '{name}' is malformed: {e.Message}", e);
        }
    }

    private static IntegralType ReadInteger(FlatTable type) => (type.Int32(0), type.Bool(1)) switch
    {
        (8, true) => Int8Type.Default,
        (16, true) => Int16Type.Default,
        (32, true) => Int32Type.Default,
        (64, true) => Int64Type.Default,
        (8, false) => UInt8Type.Default,
        (16, false) => UInt16Type.Default,
        (32, false) => UInt32Type.Default,
        (64, false) => UInt64Type.Default,
        var (width, _) => throw new ArrowFormatException($"integers of {width} bits are not supported.", type.Position),
    };

    private static DecimalType ReadDecimal(FlatTable type, string name)
    {
        var (precision, scale) = (type.Int32(0), type.Int32(1));
        return type.Int32(2, 128) switch
        {
            32 => new Decimal32Type(precision, scale),
            64 => new Decimal64Type(precision, scale),
            128 => new Decimal128Type(precision, scale),
            256 => new Decimal256Type(precision, scale),
            var width => throw Unknown(type, name, $"decimal of {width} bits"),
        };
    }

    private static UnionType ReadUnion(FlatTable type, string name, IpcField[] children)
    {
        var mode = type.Int16(0) switch
        {
            0 => UnionMode.Sparse,
            1 => UnionMode.Dense,
            var other => throw Unknown(type, name, $"union mode {other}"),
        };
        int[]? ids = null;
        if (type.Has(1))
        {
            var vector = type.Vector(1, 4, "the union's type ids");
            ids = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(type.Bytes(vector, 4)).ToArray();
        }

        return new UnionType(children.Select(child => child.Field), ids, mode);
    }

    private static Field Child(FlatTable field, string name, IpcField[] children, int index, int expected) =>
        children.Length == expected
            ? children[index].Field
            : throw new ArrowFormatException($"field '{name}' has {children.Length} children, expected {expected}.", field.Position);

    private static ArrowFormatException Unknown(FlatTable table, string name, string what) => new($"field '{name}' has {what}, which is not supported.", table.Position);
}
