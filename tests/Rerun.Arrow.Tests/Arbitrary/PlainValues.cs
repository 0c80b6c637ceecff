namespace Rerun.Arrow.Tests.Arbitrary;

/// <summary>The oracle: arrays as plain lists of values, read one by one through the public accessors.</summary>
internal static class PlainValues
{
    /// <summary>A text that is equal for equal values, whatever lies in the buffers.</summary>
    public static string Of(IArrowArray array, int i)
    {
        switch (array)
        {
            case UnionArray union:
                return $"{union.TypeIds[i]}:{Of(union.Fields[union.GetChildIndex(i)], union.GetChildPosition(i))}";
            case var _ when array.IsNull(i):
                return "null";
            case BooleanArray a:
                return $"{a.GetValue(i)}";
            case BinaryArray a:
                return Convert.ToHexString(a.GetBytes(i));
            case LargeBinaryArray a:
                return Convert.ToHexString(a.GetBytes(i));
            case BinaryViewArray a:
                return Convert.ToHexString(a.GetBytes(i));
            case FixedSizeBinaryArray a:
                return Convert.ToHexString(a.GetBytes(i));
            case ListArray a:
                return List(a.GetSlicedValues(i)!);
            case LargeListArray a:
                return List(a.GetSlicedValues(i)!);
            case ListViewArray a:
                return List(a.GetSlicedValues(i)!);
            case LargeListViewArray a:
                return List(a.GetSlicedValues(i)!);
            case FixedSizeListArray a:
                return List(a.GetSlicedValues(i)!);
            case StructArray a:
                return $"{{{string.Join(",", a.Fields.Select(field => Of(field, i)))}}}";
            case DictionaryArray a:
                return Of(a.Dictionary, a.GetDictionaryIndex(i));
            case RunEndEncodedArray a:
                return Of(a.Values, a.FindPhysicalIndex(i));
            default:
                return Number(array, i);
        }
    }

    public static List<string> Of(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(i => Of(array, i))];

    private static string List(IArrowArray elements) => $"[{string.Join(",", Of(elements))}]";

    private static string Number(IArrowArray array, int i) => array switch
    {
        PrimitiveArray<sbyte> a => $"{a.GetValue(i)}",
        PrimitiveArray<byte> a => $"{a.GetValue(i)}",
        PrimitiveArray<short> a => $"{a.GetValue(i)}",
        PrimitiveArray<ushort> a => $"{a.GetValue(i)}",
        PrimitiveArray<int> a => $"{a.GetValue(i)}",
        PrimitiveArray<uint> a => $"{a.GetValue(i)}",
        PrimitiveArray<long> a => $"{a.GetValue(i)}",
        PrimitiveArray<ulong> a => $"{a.GetValue(i)}",
        PrimitiveArray<Half> a => $"{BitConverter.HalfToUInt16Bits(a.GetValue(i)!.Value)}",
        PrimitiveArray<float> a => $"{BitConverter.SingleToUInt32Bits(a.GetValue(i)!.Value)}",
        PrimitiveArray<double> a => $"{BitConverter.DoubleToUInt64Bits(a.GetValue(i)!.Value)}",
        PrimitiveArray<YearMonthInterval> a => $"{a.GetValue(i)}",
        PrimitiveArray<DayTimeInterval> a => $"{a.GetValue(i)}",
        PrimitiveArray<MonthDayNanosecondInterval> a => $"{a.GetValue(i)}",
        _ => throw new InvalidOperationException(array.ToString()),
    };
}
