using System.Globalization;
using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>Cells as text, for comparing tables of different makers.</summary>
public static class CellTexts
{
    public static IEnumerable<string> Rows(RecordBatch batch, IReadOnlyList<string> columns) =>
        Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", columns.Select(name => Of(batch.Column(name), row))));

    public static string Of(IArrowArray array, int row) => array.IsNull(row) ? "null" : array switch
    {
        StringArray texts => texts.GetString(row)!,
        BooleanArray flags => flags.GetValue(row).ToString()!,
        FixedSizeBinaryArray bytes => Convert.ToHexString(bytes.GetBytes(row)),
        ListArray lists => List(lists.GetSlicedValues(row)!),
        FixedSizeListArray lists => List(lists.GetSlicedValues(row)!),
        StructArray structs => $"{{{string.Join(", ", structs.Fields.Select(field => Of(field, row)))}}}",
        Int64Array numbers => Number(numbers.GetValue(row)),
        UInt64Array numbers => Number(numbers.GetValue(row)),
        Int32Array numbers => Number(numbers.GetValue(row)),
        UInt32Array numbers => Number(numbers.GetValue(row)),
        UInt8Array numbers => Number(numbers.GetValue(row)),
        DoubleArray numbers => Number(numbers.GetValue(row)),
        FloatArray numbers => Number(numbers.GetValue(row)),
        TimestampArray times => Number(times.GetValue(row)),
        DurationArray times => Number(times.GetValue(row)),
        _ => throw new NotSupportedException($"{array.Data.DataType}"),
    };

    private static string List(IArrowArray items) => $"[{string.Join(", ", Enumerable.Range(0, items.Length).Select(i => Of(items, i)))}]";

    private static string Number(IFormattable? value) => value!.ToString(null, CultureInfo.InvariantCulture);
}
