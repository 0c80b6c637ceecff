using System.Globalization;
using System.Text.Json;
using Rerun.Arrow;

namespace Rerun.Data.Cli.Output;

/// <summary>Writes cells as JSON: lists as arrays, structs as objects, maps as arrays of key and value, times as ISO 8601 text with nine digits, binary as base64.</summary>
internal static class CellJson
{
    public static void Write(Utf8JsonWriter json, IArrowArray column, int row)
    {
        switch (column)
        {
            case DictionaryArray dictionary when dictionary.IsValid(row):
                Write(json, dictionary.Dictionary, dictionary.GetDictionaryIndex(row));
                break;
            case RunEndEncodedArray runs:
                Write(json, runs.Values, runs.FindPhysicalIndex(row));
                break;
            case UnionArray union:
                Write(json, union.Fields[union.GetChildIndex(row)], union.GetChildPosition(row));
                break;
            case var _ when column.IsNull(row):
                json.WriteNullValue();
                break;
            case MapArray map:
                WriteElements(json, map.GetSlicedValues(row)!);
                break;
            case ListArray list:
                WriteElements(json, list.GetSlicedValues(row)!);
                break;
            case LargeListArray list:
                WriteElements(json, list.GetSlicedValues(row)!);
                break;
            case ListViewArray list:
                WriteElements(json, list.GetSlicedValues(row)!);
                break;
            case LargeListViewArray list:
                WriteElements(json, list.GetSlicedValues(row)!);
                break;
            case FixedSizeListArray list:
                WriteElements(json, list.GetSlicedValues(row)!);
                break;
            case StructArray structs:
                WriteStruct(json, structs, row);
                break;
            case BooleanArray booleans:
                json.WriteBooleanValue(booleans.GetValue(row)!.Value);
                break;
            case FloatArray floats:
                WriteNumber(json, floats.Values[row]);
                break;
            case HalfFloatArray halves:
                WriteNumber(json, (float)halves.Values[row]);
                break;
            case DoubleArray doubles:
                WriteNumber(json, doubles.Values[row]);
                break;
            case var _ when CellText.IsNumber(column):
                json.WriteRawValue(CellText.Of(column, row));
                break;
            default:
                json.WriteStringValue(CellText.Of(column, row));
                break;
        }
    }

    private static void WriteElements(Utf8JsonWriter json, IArrowArray elements)
    {
        json.WriteStartArray();
        for (var i = 0; i < elements.Length; i++)
        {
            Write(json, elements, i);
        }

        json.WriteEndArray();
    }

    private static void WriteStruct(Utf8JsonWriter json, StructArray structs, int row)
    {
        var fields = ((Arrow.Types.StructType)structs.Data.DataType).Fields;
        json.WriteStartObject();
        for (var i = 0; i < fields.Count; i++)
        {
            json.WritePropertyName(fields[i].Name);
            Write(json, structs.Fields[i], row);
        }

        json.WriteEndObject();
    }

    // JSON has no word for these three; text keeps them readable.
    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
