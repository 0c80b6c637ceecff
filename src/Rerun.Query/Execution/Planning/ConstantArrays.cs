using System.Numerics;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Planning;

/// <summary>Constants of plans as arrays of one row, and back.</summary>
internal static class ConstantArrays
{
    /// <summary>An array that holds the constant once.</summary>
    public static IArrowArray Of(Constant constant) => Of(constant.Value, constant.Type);

    /// <summary>A row of an array as a constant in canonical form.</summary>
    public static Constant Read(IArrowArray array, int row) => new(ValueAt(array, row), array.Data.DataType);

    private static IArrowArray Of(object? value, IArrowType type) => (value, type) switch
    {
        (null, _) => ArrayTaking.Nulls(type, 1),
        (bool boolean, _) => Constants.Of(boolean),
        (string text, _) => Constants.OfBytes(type, Encoding.UTF8.GetBytes(text)),
        (byte[] bytes, BinaryType) => Constants.OfBytes(type, bytes),
        (byte[] bytes, FixedSizeBinaryType) => ArrowArrayFactory.BuildArray(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)])),
        (long number, FixedWidthType fixedWidth) => OfInteger(number, fixedWidth),
        (ulong number, FixedWidthType fixedWidth) => OfInteger(unchecked((long)number), fixedWidth),
        (double number, HalfFloatType) => Constants.Of(type, (Half)number),
        (double number, FloatType) => Constants.Of(type, (float)number),
        (double number, _) => Constants.Of(type, number),
        (BigInteger digits, DecimalType number) => OfDecimal(digits, number),
        (MonthDayNanosecondInterval interval, _) => Constants.Of(type, interval),
        (object?[] items, ListType list) => OfList(items, list),
        (object?[] items, MapType map) => NewArrays.List(map, [0, items.Length], Items(items, map.KeyValueType), default),
        (object?[] items, FixedSizeListType list) => ArrowArrayFactory.BuildArray(
            new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty], [Items(items, list.ValueDataType).Data])),
        (object?[] fields, StructType structure) => ArrowArrayFactory.BuildArray(
            new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty], [.. fields.Select((field, i) => Of(field, structure.Fields[i].DataType).Data)])),
        _ => throw new InvalidOperationException($"A constant of type {SqlTypes.NameOf(type)} holds a {value.GetType()}."),
    };

    private static IArrowArray OfDecimal(BigInteger digits, DecimalType type)
    {
        byte[] bytes = new byte[type.ByteWidth];
        DecimalView.Write(digits, bytes);
        return NewArrays.Fixed(type, bytes, default, 1);
    }

    private static IArrowArray OfInteger(long number, FixedWidthType type) => type.BitWidth switch
    {
        8 => Constants.Of(type, unchecked((byte)number)),
        16 => Constants.Of(type, unchecked((short)number)),
        32 => Constants.Of(type, unchecked((int)number)),
        _ => Constants.Of(type, number),
    };

    private static IArrowArray OfList(object?[] items, ListType type)
    {
        IArrowArray elements = Items(items, type.ValueDataType);
        return NewArrays.List(type, [0, elements.Length], elements, default);
    }

    private static IArrowArray Items(object?[] items, IArrowType type) =>
        items.Length == 0 ? ArrayTaking.Nulls(type, 0) : ArrayTaking.Concat([.. items.Select(item => Of(item, type))]);

    private static object? ValueAt(IArrowArray array, int row) => array switch
    {
        _ when array.IsNull(row) => null,
        NullArray => null,
        BooleanArray booleans => booleans.GetValue(row),
        StringArray texts => texts.GetString(row),
        BinaryArray blobs => blobs.GetBytes(row).ToArray(),
        _ when array.Data.DataType is DecimalType => new DecimalView(array)[row],
        FixedSizeBinaryArray blobs => blobs.GetBytes(row).ToArray(),
        HalfFloatArray numbers => (double)numbers.Values[row],
        FloatArray numbers => (double)numbers.Values[row],
        DoubleArray numbers => numbers.Values[row],
        UInt8Array numbers => (ulong)numbers.Values[row],
        UInt16Array numbers => (ulong)numbers.Values[row],
        UInt32Array numbers => (ulong)numbers.Values[row],
        UInt64Array numbers => numbers.Values[row],
        MonthDayNanosecondIntervalArray intervals => intervals.Values[row],
        ListArray lists => Elements(lists, row),
        FixedSizeListArray lists => Elements(lists, row),
        StructArray fields => fields.Fields.Select(field => ValueAt(field, row)).ToArray(),
        _ when array.Data.DataType is FixedWidthType { BitWidth: <= 64 } => IntegerAt(array, row),
        _ => throw new RerunException($"A single value of type {SqlTypes.NameOf(array.Data.DataType)}, such as that of a sub-query, is not supported.", RerunErrorCode.NotSupported),
    };

    private static long IntegerAt(IArrowArray array, int row) => ((FixedWidthType)array.Data.DataType).BitWidth switch
    {
        8 => NewArrays.ValuesOf<sbyte>(array)[row],
        16 => NewArrays.ValuesOf<short>(array)[row],
        32 => NewArrays.ValuesOf<int>(array)[row],
        _ => NewArrays.ValuesOf<long>(array)[row],
    };

    private static object?[] Elements(ListArray lists, int row)
    {
        int start = lists.ValueOffsets[row];
        return [.. Enumerable.Range(start, lists.GetValueLength(row)).Select(i => ValueAt(lists.Values, i))];
    }

    private static object?[] Elements(FixedSizeListArray lists, int row)
    {
        int size = ((FixedSizeListType)lists.Data.DataType).ListSize;
        return [.. Enumerable.Range((lists.Data.Offset + row) * size, size).Select(i => ValueAt(lists.Values, i))];
    }
}
