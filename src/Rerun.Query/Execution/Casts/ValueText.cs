using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Writes values of every type as text: what CAST to VARCHAR gives.</summary>
internal static class ValueText
{
    private const int MostOfOneValue = 200;

    /// <summary>All values of an array; nulls stay null.</summary>
    public static IArrowArray Format(IArrowArray array)
    {
        var builder = new TextBuilder(array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                builder.AppendNull();
            }
            else
            {
                Write(builder, array, i, nested: false);
                builder.EndRow();
            }
        }

        return builder.Build(SqlTypes.Text);
    }

    /// <summary>One value, cut short if it is long: for messages.</summary>
    public static string Of(IArrowArray array, int row)
    {
        var builder = new TextBuilder(1);
        Write(builder, array, row, nested: false);
        builder.EndRow();
        var text = Encoding.UTF8.GetString(new TextView(builder.Build(SqlTypes.Text))[0]);
        return text.Length <= MostOfOneValue ? text : text[..MostOfOneValue] + "…";
    }

    private static void Write(TextBuilder to, IArrowArray array, int row, bool nested)
    {
        if (array.IsNull(row))
        {
            to.Write("NULL"u8);
            return;
        }

        switch (array)
        {
            case BooleanArray values:
                to.Write(values.GetValue(row) == true ? "true"u8 : "false"u8);
                break;
            case Int8Array values:
                to.Write(values.Values[row]);
                break;
            case Int16Array values:
                to.Write(values.Values[row]);
                break;
            case Int32Array values:
                to.Write(values.Values[row]);
                break;
            case Int64Array values:
                to.Write(values.Values[row]);
                break;
            case UInt8Array values:
                to.Write(values.Values[row]);
                break;
            case UInt16Array values:
                to.Write(values.Values[row]);
                break;
            case UInt32Array values:
                to.Write(values.Values[row]);
                break;
            case UInt64Array values:
                to.Write(values.Values[row]);
                break;
            case HalfFloatArray values:
                to.Write(values.Values[row]);
                break;
            case FloatArray values:
                to.Write(values.Values[row]);
                break;
            case DoubleArray values:
                to.Write(values.Values[row]);
                break;
            case Decimal128Array or Decimal256Array or Decimal32Array or Decimal64Array:
                to.Write(DecimalCasts.TextOf(array, row));
                break;
            case StringArray or LargeStringArray or StringViewArray:
                WriteText(to, ByteCasts.BytesOf(array, row), nested);
                break;
            case BinaryArray or LargeBinaryArray or BinaryViewArray or FixedSizeBinaryArray:
                to.Write("\\x"u8);
                to.Write(Convert.ToHexStringLower(ByteCasts.BytesOf(array, row)));
                break;
            case DictionaryArray values:
                Write(to, values.Dictionary, values.GetDictionaryIndex(row), nested);
                break;
            case RunEndEncodedArray values:
                Write(to, values.Values, values.FindPhysicalIndex(row), nested);
                break;
            default:
                WriteOther(to, array, row);
                break;
        }
    }

    private static void WriteText(TextBuilder to, ReadOnlySpan<byte> text, bool nested)
    {
        if (!nested)
        {
            to.Write(text);
            return;
        }

        // Inside a list or struct a text is quoted as in SQL.
        to.Write((byte)'\'');
        foreach (var value in text)
        {
            if (value == '\'')
            {
                to.Write(value);
            }

            to.Write(value);
        }

        to.Write((byte)'\'');
    }

    private static void WriteOther(TextBuilder to, IArrowArray array, int row)
    {
        var type = array.Data.DataType;
        switch (type)
        {
            case TimestampType or DurationType or Date32Type or Date64Type or Time32Type or Time64Type or IntervalType:
                TimeText.Write(to, array, row);
                break;
            case MapType when array is ListArray map:
                WriteMap(to, (StructArray)map.GetSlicedValues(row)!);
                break;
            case StructType:
                var fields = ((StructArray)array).Fields;
                to.Write((byte)'{');
                for (var i = 0; i < fields.Count; i++)
                {
                    to.Write(i == 0 ? ""u8 : ", "u8);
                    WriteText(to, Encoding.UTF8.GetBytes(((StructType)type).Fields[i].Name), nested: true);
                    to.Write(": "u8);
                    Write(to, fields[i], row, nested: true);
                }

                to.Write((byte)'}');
                break;
            case NestedType when NestedCasts.ElementsOf(array, row) is { } elements:
                WriteList(to, elements, '[', ']');
                break;
            default:
                to.Write($"({SqlTypes.NameOf(type)})");
                break;
        }
    }

    private static void WriteMap(TextBuilder to, StructArray entries)
    {
        to.Write((byte)'{');
        for (var i = 0; i < entries.Length; i++)
        {
            to.Write(i == 0 ? ""u8 : ", "u8);
            Write(to, entries.Fields[0], i, nested: true);
            to.Write(": "u8);
            Write(to, entries.Fields[1], i, nested: true);
        }

        to.Write((byte)'}');
    }

    private static void WriteList(TextBuilder to, IArrowArray elements, char open, char close)
    {
        to.Write((byte)open);
        for (var i = 0; i < elements.Length; i++)
        {
            to.Write(i == 0 ? ""u8 : ", "u8);
            Write(to, elements, i, nested: true);
        }

        to.Write((byte)close);
    }
}
