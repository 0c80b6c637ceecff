using System.Runtime.InteropServices;
using Rerun.Arrow.Ipc.FlatBuffers;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>Writes schemas, and numbers the dictionaries in them depth first.</summary>
internal sealed class SchemaEncoder(FlatBuilder builder)
{
    private long _nextDictionary;

    /// <summary>Writes a schema; gives its place.</summary>
    public int Write(Schema schema)
    {
        var fields = new int[schema.FieldsList.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Write(schema.FieldsList[i]);
        }

        var fieldVector = builder.Tables(fields);
        var metadata = WriteMetadata(schema.Metadata);
        builder.StartTable();
        builder.AddReference(1, fieldVector);
        if (metadata is { } place)
        {
            builder.AddReference(2, place);
        }

        return builder.EndTable();
    }

    private int Write(Field field)
    {
        var type = field.DataType;
        int? encoding = null;
        if (type is DictionaryType dictionary)
        {
            var id = _nextDictionary++;
            var indexType = WriteInteger((IntegralType)dictionary.IndexType);
            builder.StartTable();
            builder.Add(0, id);
            builder.AddReference(1, indexType);
            builder.Add(2, dictionary.Ordered);
            encoding = builder.EndTable();
            type = dictionary.ValueType;
        }

        var children = type is NestedType nested ? nested.Fields.Select(Write).ToArray() : [];
        var childVector = builder.Tables(children);
        var (kind, typeTable) = WriteType(type);
        var name = builder.Text(field.Name);
        var metadata = WriteMetadata(field.Metadata);
        builder.StartTable();
        builder.AddReference(0, name);
        builder.AddReference(3, typeTable);
        builder.AddReference(5, childVector);
        if (encoding is { } encodingPlace)
        {
            builder.AddReference(4, encodingPlace);
        }

        if (metadata is { } metadataPlace)
        {
            builder.AddReference(6, metadataPlace);
        }

        builder.Add(1, field.IsNullable);
        builder.Add(2, kind);
        return builder.EndTable();
    }

    private int? WriteMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return null;
        }

        var entries = new List<int>(metadata.Count);
        foreach (var (key, value) in metadata)
        {
            var (keyPlace, valuePlace) = (builder.Text(key), builder.Text(value));
            builder.StartTable();
            builder.AddReference(0, keyPlace);
            builder.AddReference(1, valuePlace);
            entries.Add(builder.EndTable());
        }

        return builder.Tables(CollectionsMarshal.AsSpan(entries));
    }

    private (byte Kind, int Table) WriteType(IArrowType type) => type switch
    {
        NullType => (1, Empty()),
        IntegralType integer => (2, WriteInteger(integer)),
        HalfFloatType => (3, Short(0, 0)),
        FloatType => (3, Short(0, 1)),
        DoubleType => (3, Short(0, 2)),
        BinaryType => (4, Empty()),
        StringType => (5, Empty()),
        BooleanType => (6, Empty()),
        DecimalType number => (7, WriteDecimal(number)),
        Date32Type => (8, Short(0, 0)),
        Date64Type => (8, Short(0, 1)),
        Time32Type time => (9, WriteTime(time.Unit, 32)),
        Time64Type time => (9, WriteTime(time.Unit, 64)),
        TimestampType timestamp => (10, WriteTimestamp(timestamp)),
        IntervalType interval => (11, Short(0, (short)interval.Unit)),
        ListType => (12, Empty()),
        StructType => (13, Empty()),
        UnionType union => (14, WriteUnion(union)),
        FixedSizeBinaryType binary => (15, Int(0, binary.ByteWidth)),
        FixedSizeListType list => (16, Int(0, list.ListSize)),
        MapType map => (17, WriteMap(map)),
        DurationType duration => (18, Short(0, (short)duration.Unit)),
        LargeBinaryType => (19, Empty()),
        LargeStringType => (20, Empty()),
        LargeListType => (21, Empty()),
        RunEndEncodedType => (22, Empty()),
        BinaryViewType => (23, Empty()),
        StringViewType => (24, Empty()),
        ListViewType => (25, Empty()),
        LargeListViewType => (26, Empty()),
        _ => throw new NotSupportedException($"Type {type} has no form in IPC here."),
    };

    private int Empty()
    {
        builder.StartTable();
        return builder.EndTable();
    }

    private int Short(int slot, short value)
    {
        builder.StartTable();
        builder.Add(slot, value);
        return builder.EndTable();
    }

    private int Int(int slot, int value)
    {
        builder.StartTable();
        builder.Add(slot, value);
        return builder.EndTable();
    }

    private int WriteInteger(IntegralType type)
    {
        builder.StartTable();
        builder.Add(0, type.BitWidth);
        builder.Add(1, type.IsSigned);
        return builder.EndTable();
    }

    private int WriteDecimal(DecimalType type)
    {
        builder.StartTable();
        builder.Add(0, type.Precision);
        builder.Add(1, type.Scale);
        builder.Add(2, type.BitWidth);
        return builder.EndTable();
    }

    private int WriteTime(TimeUnit unit, int bits)
    {
        builder.StartTable();
        builder.Add(1, bits);
        builder.Add(0, (short)unit);
        return builder.EndTable();
    }

    private int WriteTimestamp(TimestampType type)
    {
        int? zone = type.Timezone is { } name ? builder.Text(name) : null;
        builder.StartTable();
        if (zone is { } place)
        {
            builder.AddReference(1, place);
        }

        builder.Add(0, (short)type.Unit);
        return builder.EndTable();
    }

    private int WriteUnion(UnionType type)
    {
        var ids = builder.Values(MemoryMarshal.AsBytes<int>(type.TypeIds.ToArray()), 4, 4);
        builder.StartTable();
        builder.AddReference(1, ids);
        builder.Add(0, (short)(type.Mode == UnionMode.Dense ? 1 : 0));
        return builder.EndTable();
    }

    private int WriteMap(MapType type)
    {
        builder.StartTable();
        builder.Add(0, type.KeySorted);
        return builder.EndTable();
    }
}
