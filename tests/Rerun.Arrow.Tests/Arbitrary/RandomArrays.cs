using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Arbitrary;

/// <summary>Random types and arrays of any depth. The same seed gives the same arrays.</summary>
internal sealed class RandomArrays(Random random)
{
    private static readonly IArrowType[] Flat =
    [
        NullType.Default, BooleanType.Default, Int8Type.Default, Int16Type.Default, Int32Type.Default, Int64Type.Default,
        UInt8Type.Default, UInt16Type.Default, UInt32Type.Default, UInt64Type.Default,
        HalfFloatType.Default, FloatType.Default, DoubleType.Default,
        StringType.Default, BinaryType.Default, LargeStringType.Default, LargeBinaryType.Default, StringViewType.Default, BinaryViewType.Default,
        new FixedSizeBinaryType(16), new FixedSizeBinaryType(3), new FixedSizeBinaryType(0),
        new Decimal32Type(5, 2), new Decimal64Type(12, 0), new Decimal128Type(20, 2), new Decimal256Type(50, -2),
        Date32Type.Default, Date64Type.Default, new Time32Type(TimeUnit.Second), new Time64Type(TimeUnit.Nanosecond),
        new TimestampType(TimeUnit.Nanosecond), new TimestampType(TimeUnit.Microsecond, "UTC"), DurationType.Nanosecond, DurationType.Second,
        IntervalType.YearMonth, IntervalType.DayTime, IntervalType.MonthDayNanosecond,
    ];

    public static IEnumerable<IArrowType> FlatTypes => Flat;

    public IArrowType Type(int depth = 3)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            return Flat[random.Next(Flat.Length)];
        }

        switch (random.Next(12))
        {
            case 0 or 1:
                return new ListType(Field("item", depth - 1));
            case 2:
                return new LargeListType(Field("item", depth - 1));
            case 3:
                return new ListViewType(Field("item", depth - 1));
            case 4:
                return new LargeListViewType(Field("item", depth - 1));
            case 5:
                return new FixedSizeListType(Field("item", depth - 1), random.Next(4));
            case 6 or 7:
                return new StructType([.. Enumerable.Range(0, random.Next(4)).Select(i => Field($"f{i}", depth - 1))]);
            case 8:
                var count = random.Next(1, 4);
                return new UnionType(
                    Enumerable.Range(0, count).Select(i => Field($"u{i}", depth - 1)),
                    Enumerable.Range(0, count).Select(i => (i * 5) + 2),
                    random.Next(2) == 0 ? UnionMode.Sparse : UnionMode.Dense);
            case 9:
                return new DictionaryType(random.Next(3) switch { 0 => Int8Type.Default, 1 => UInt16Type.Default, _ => Int32Type.Default }, Type(depth - 1), false);
            case 10:
                return new MapType(new Field("key", StringType.Default, false), Field("value", depth - 1));
            default:
                return new RunEndEncodedType(random.Next(3) switch { 0 => Int16Type.Default, 1 => Int32Type.Default, _ => Int64Type.Default }, Type(depth - 1));
        }
    }

    public Field Field(string name, int depth) => new(name, Type(depth), true, random.Next(4) == 0 ? [new("k", $"v{random.Next(9)}")] : null);

    /// <summary>An array of a type; it may be a slice of a longer one.</summary>
    public IArrowArray Array(IArrowType type, int length)
    {
        var before = random.Next(3) == 0 ? random.Next(1, 12) : 0;
        var after = random.Next(3) == 0 ? random.Next(1, 12) : 0;
        return ArrowArrayFactory.BuildArray(Data(type, before + length + after).Slice(before, length));
    }

    public RecordBatch Batch(int columns, int length)
    {
        var fields = Enumerable.Range(0, columns).Select(i => Field($"c{i}", 3)).ToList();
        return new RecordBatch(new Schema(fields, [new("schema", "metadata")]), fields.Select(field => Array(field.DataType, length)), length);
    }

    private ArrayData Data(IArrowType type, int length)
    {
        switch (type)
        {
            case NullType:
                return new NullArray(length).Data;
            case UnionType union:
                return Union(union, length);
            case RunEndEncodedType runs:
                return Runs(runs, length);
        }

        var validity = Validity(length, out var nulls);
        switch (type)
        {
            case BooleanType:
                return new ArrayData(type, length, nulls, 0, [validity, new(Bytes(((length + 7) / 8) + random.Next(3)))]);
            case FixedWidthType fixedWidth:
                return new ArrayData(type, length, nulls, 0, [validity, new(Bytes((length * fixedWidth.BitWidth / 8) + random.Next(3)))]);
            case StringType or BinaryType:
                return new ArrayData(type, length, nulls, 0, [validity, Offsets<int>(length, 12, out var total), new(Text(total))]);
            case LargeStringType or LargeBinaryType:
                return new ArrayData(type, length, nulls, 0, [validity, Offsets<long>(length, 12, out total), new(Text(total))]);
            case StringViewType:
                return Views(new StringViewArray.Builder(), length);
            case BinaryViewType:
                return Views(new BinaryViewArray.Builder(), length);
            case ListType list:
                return new ArrayData(type, length, nulls, 0, [validity, Offsets<int>(length, 3, out total)], [Array(list.ValueDataType, total).Data]);
            case LargeListType list:
                return new ArrayData(type, length, nulls, 0, [validity, Offsets<long>(length, 3, out total)], [Array(list.ValueDataType, total).Data]);
            case MapType map:
                return new ArrayData(type, length, nulls, 0, [validity, Offsets<int>(length, 3, out total)], [Array(map.KeyValueType, total).Data]);
            case ListViewType list:
                return ListViews<int>(type, list.ValueDataType, length, validity, nulls);
            case LargeListViewType list:
                return ListViews<long>(type, list.ValueDataType, length, validity, nulls);
            case FixedSizeListType list:
                return new ArrayData(type, length, nulls, 0, [validity], [Array(list.ValueDataType, (length * list.ListSize) + random.Next(3)).Data]);
            case StructType structs:
                return new ArrayData(type, length, nulls, 0, [validity], [.. structs.Fields.Select(field => Array(field.DataType, length + random.Next(2)).Data)]);
            case DictionaryType dictionary:
                var values = Array(dictionary.ValueType, random.Next(1, 6)).Data;
                var indices = new byte[length * (((FixedWidthType)dictionary.IndexType).BitWidth / 8)];
                for (var i = 0; i < length; i++)
                {
                    indices[i * (((FixedWidthType)dictionary.IndexType).BitWidth / 8)] = (byte)random.Next(values.Length);
                }

                return new ArrayData(type, length, nulls, 0, [validity, new(indices)], [], values);
            default:
                throw new InvalidOperationException(type.ToString());
        }
    }

    private ArrayData Union(UnionType type, int length)
    {
        var ids = new byte[length];
        var offsets = new ArrowBuffer.Builder<int>();
        var counts = new int[type.Fields.Count];
        for (var i = 0; i < length; i++)
        {
            var child = random.Next(type.Fields.Count);
            ids[i] = (byte)type.TypeIds[child];
            offsets.Append(counts[child]++);
        }

        return type.Mode == UnionMode.Dense
            ? new ArrayData(type, length, 0, 0, [new(ids), offsets.Build()], [.. type.Fields.Select((field, i) => Array(field.DataType, counts[i]).Data)])
            : new ArrayData(type, length, 0, 0, [new(ids)], [.. type.Fields.Select(field => Array(field.DataType, length).Data)]);
    }

    private ArrayData Runs(RunEndEncodedType type, int length)
    {
        var ends = new List<int>();
        for (var end = 0; end < length;)
        {
            end += random.Next(1, 5);
            ends.Add(end);
        }

        var endArray = type.RunEndsDataType switch
        {
            Int16Type => (IArrowArray)new Int16Array.Builder().AppendRange(ends.Select(end => (short)end)).Build(),
            Int32Type => new Int32Array.Builder().AppendRange(ends).Build(),
            _ => new Int64Array.Builder().AppendRange(ends.Select(end => (long)end)).Build(),
        };
        return new ArrayData(type, length, 0, 0, System.Array.Empty<ArrowBuffer>(), [endArray.Data, Array(type.ValuesDataType, ends.Count).Data]);
    }

    private ArrayData ListViews<T>(IArrowType type, IArrowType valueType, int length, ArrowBuffer validity, int nulls)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var elements = random.Next(1, 20);
        var starts = new ArrowBuffer.Builder<T>();
        var sizes = new ArrowBuffer.Builder<T>();
        for (var i = 0; i < length; i++)
        {
            var start = random.Next(elements + 1);
            starts.Append(T.CreateChecked(start));
            sizes.Append(T.CreateChecked(random.Next(Math.Min(4, elements - start + 1))));
        }

        return new ArrayData(type, length, nulls, 0, [validity, starts.Build(), sizes.Build()], [Array(valueType, elements).Data]);
    }

    private ArrayData Views<TArray, TBuilder>(BinaryViewArrayBuilder<TArray, TBuilder> builder, int length)
        where TArray : IArrowArray
        where TBuilder : BinaryViewArrayBuilder<TArray, TBuilder>
    {
        for (var i = 0; i < length; i++)
        {
            if (random.Next(5) == 0)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(Text(random.Next(30)).AsSpan());
            }
        }

        return builder.Build().Data;
    }

    private ArrowBuffer Validity(int length, out int nulls)
    {
        nulls = 0;
        if (length == 0 || random.Next(2) == 0)
        {
            return ArrowBuffer.Empty;
        }

        var bits = Bytes(((length + 7) / 8) + random.Next(2));
        nulls = random.Next(2) == 0 ? -1 : length - BitUtility.CountBits(bits, 0, length);
        return new ArrowBuffer(bits);
    }

    private ArrowBuffer Offsets<T>(int length, int most, out int total)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        total = random.Next(3) == 0 ? random.Next(5) : 0;
        var builder = new ArrowBuffer.Builder<T>();
        builder.Append(T.CreateChecked(total));
        for (var i = 0; i < length; i++)
        {
            total += random.Next(most);
            builder.Append(T.CreateChecked(total));
        }

        return builder.Build();
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    // Letters only, so that any cut is UTF-8.
    private byte[] Text(int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next('a', 'z' + 1))];
}
