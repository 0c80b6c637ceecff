using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>Cells as the golden files write them: times as integer nanoseconds, bytes as hexadecimal digits, odd floats as text.</summary>
internal static class CellJson
{
    public static JsonNode? Of(IArrowArray array, int index)
    {
        if (array.IsNull(index))
        {
            return null;
        }

        return array switch
        {
            BooleanArray values => values.GetValue(index),
            Int8Array values => values.GetValue(index),
            Int16Array values => values.GetValue(index),
            Int32Array values => values.GetValue(index),
            Int64Array values => values.GetValue(index),
            UInt8Array values => values.GetValue(index),
            UInt16Array values => values.GetValue(index),
            UInt32Array values => values.GetValue(index),
            UInt64Array values => values.GetValue(index),
            HalfFloatArray values => Number((double)values.GetValue(index)!.Value),
            FloatArray values => Number(values.GetValue(index)!.Value),
            DoubleArray values => Number(values.GetValue(index)!.Value),
            StringArray values => values.GetString(index),
            BinaryArray values => Convert.ToHexStringLower(values.GetBytes(index)),
            ListArray values => List(values.GetSlicedValues(index)!),
            FixedSizeListArray values => List(values.GetSlicedValues(index)!),
            StructArray values => Struct(values, index),
            _ when array.Data.DataType is FixedWidthType { BitWidth: 64 } => Raw(array, index),
            _ => throw new NotSupportedException($"{array.Data.DataType}"),
        };
    }

    public static string Text(IArrowArray array, int index) => Of(array, index)?.ToJsonString(Options) ?? "null";

    /// <summary>A value of a golden file, written the same way.</summary>
    public static string Text(JsonElement element) => JsonNode.Parse(element.GetRawText())?.ToJsonString(Options) is { } text && element.ValueKind != JsonValueKind.Null
        ? Normalize(element).ToJsonString(Options)
        : "null";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = false };

    private static JsonNode Normalize(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? null : Normalize(item))]),
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(
            item => KeyValuePair.Create(item.Name, item.Value.ValueKind == JsonValueKind.Null ? null : (JsonNode?)Normalize(item.Value)))),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.TryGetUInt64(out var large) ? large : Number(element.GetDouble()),
        JsonValueKind.String => element.GetString()!,
        _ => element.GetBoolean(),
    };

    private static JsonNode Number(double value) =>
        !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture).Replace("Infinity", "inf").ToLowerInvariant()
        : value == Math.Floor(value) && Math.Abs(value) < 1e15 ? (long)value
        : value;

    private static JsonNode Raw(IArrowArray array, int index) =>
        BitConverter.ToInt64(array.Data.Buffers[1].Span.Slice((array.Offset + index) * sizeof(long), sizeof(long)));

    private static JsonArray List(IArrowArray items) => new([.. Enumerable.Range(0, items.Length).Select(item => Of(items, item))]);

    private static JsonObject Struct(StructArray values, int index) => new(
        ((StructType)values.Data.DataType).Fields.Select((field, i) => KeyValuePair.Create(field.Name, Of(values.Fields[i], index))));
}
