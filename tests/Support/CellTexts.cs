using System.Globalization;
using Rerun.Arrow;

namespace Rerun.Testing;

/// <summary>Cells as text, for comparing record batches of different makers. Times are their raw numbers.</summary>
internal static class CellTexts
{
    /// <summary>A batch's rows: the cells of some columns with bars between them.</summary>
    public static IEnumerable<string> Rows(RecordBatch batch, IReadOnlyList<string> columns) =>
        Enumerable.Range(0, batch.Length).Select(row => string.Join(" | ", columns.Select(name => Of(batch.Column(name), row))));

    /// <summary>Every row of a stream, its cells under their columns' names and in ordinal order of these.</summary>
    public static async Task<List<string>> RowsAsync(IArrowArrayStream stream)
    {
        var rows = new List<string>();
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            var columns = batch.Schema.FieldsList.Select((field, i) => (field.Name, i)).OrderBy(column => column.Name, StringComparer.Ordinal).ToList();
            for (var row = 0; row < batch.Length; row++)
            {
                rows.Add(string.Join(" | ", columns.Select(column => $"{column.Name}={Of(batch.Column(column.i), row)}")));
            }
        }

        return rows;
    }

    /// <summary>A cell, <c>null</c> where it is null.</summary>
    public static string Of(IArrowArray array, int row) => array.IsNull(row) ? "null" : array switch
    {
        StringArray texts => texts.GetString(row)!,
        BooleanArray flags => flags.GetValue(row).ToString()!,
        FixedSizeBinaryArray bytes => Convert.ToHexString(bytes.GetBytes(row)),
        DictionaryArray dictionary => Of(dictionary.Dictionary, int.Parse(Of(dictionary.Indices, row), CultureInfo.InvariantCulture)),
        ListArray lists => List(lists.GetSlicedValues(row)!),
        FixedSizeListArray lists => List(lists.GetSlicedValues(row)!),
        StructArray structs => $"{{{string.Join(", ", structs.Fields.Select(field => Of(field, row)))}}}",
        Int64Array numbers => Number(numbers.GetValue(row)),
        UInt64Array numbers => Number(numbers.GetValue(row)),
        Int32Array numbers => Number(numbers.GetValue(row)),
        UInt32Array numbers => Number(numbers.GetValue(row)),
        UInt16Array numbers => Number(numbers.GetValue(row)),
        Int8Array numbers => Number(numbers.GetValue(row)),
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
