using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rerun.Arrow;

namespace Rerun.Data.Cli.Output;

/// <summary>The text of a cell: scalars plain, times exact to the nanosecond, everything nested as JSON; null is the empty text.</summary>
internal static class CellText
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IArrowArray column, int row) => column switch
    {
        _ when column.IsNull(row) => "",
        StringArray text => text.GetString(row)!,
        LargeStringArray text => text.GetString(row)!,
        StringViewArray text => text.GetString(row)!,
        BooleanArray booleans => booleans.GetValue(row)!.Value ? "true" : "false",
        TimestampArray times => Instant(times, row),
        DurationArray spans => spans.GetDuration64(row)!.Value.ToString(),
        Int8Array numbers => Plain(numbers.Values[row]),
        Int16Array numbers => Plain(numbers.Values[row]),
        Int32Array numbers => Plain(numbers.Values[row]),
        Int64Array numbers => Plain(numbers.Values[row]),
        UInt8Array numbers => Plain(numbers.Values[row]),
        UInt16Array numbers => Plain(numbers.Values[row]),
        UInt32Array numbers => Plain(numbers.Values[row]),
        UInt64Array numbers => Plain(numbers.Values[row]),
        HalfFloatArray numbers => Plain(numbers.Values[row]),
        FloatArray numbers => Plain(numbers.Values[row]),
        DoubleArray numbers => Plain(numbers.Values[row]),
        Decimal32Array numbers => numbers.GetString(row)!,
        Decimal64Array numbers => numbers.GetString(row)!,
        Decimal128Array numbers => numbers.GetString(row)!,
        Decimal256Array numbers => numbers.GetString(row)!,
        Date32Array dates => Day(dates.Values[row]),
        Date64Array dates => Day(Math.DivRem(dates.Values[row], 86_400_000L, out _)),
        Time32Array times => new Duration64(Duration64.FromUnit(times.Values[row], times.Unit).Nanoseconds).ToString(),
        Time64Array times => new Duration64(Duration64.FromUnit(times.Values[row], times.Unit).Nanoseconds).ToString(),
        YearMonthIntervalArray intervals => intervals.Values[row].ToString()!,
        DayTimeIntervalArray intervals => intervals.Values[row].ToString()!,
        MonthDayNanosecondIntervalArray intervals => intervals.Values[row].ToString()!,
        FixedSizeBinaryArray bytes => Convert.ToBase64String(bytes.GetBytes(row)),
        BinaryArray bytes => Convert.ToBase64String(bytes.GetBytes(row)),
        LargeBinaryArray bytes => Convert.ToBase64String(bytes.GetBytes(row)),
        BinaryViewArray bytes => Convert.ToBase64String(bytes.GetBytes(row)),
        _ => Json(column, row),
    };

    /// <summary>Whether a column's text is a JSON number as it stands.</summary>
    public static bool IsNumber(IArrowArray column) => column is
        Int8Array or Int16Array or Int32Array or Int64Array or UInt8Array or UInt16Array or UInt32Array or UInt64Array
        or Decimal32Array or Decimal64Array or Decimal128Array or Decimal256Array;

    private static string Plain<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    // Microseconds, milliseconds and seconds reach further than nanoseconds; what does not fit is shown as it is stored.
    private static string Instant(TimestampArray times, int row)
    {
        try
        {
            return times.GetTimestamp64(row)!.Value.ToString();
        }
        catch (OverflowException)
        {
            return Plain(times.Values[row]);
        }
    }

    private static string Day(long days)
    {
        var number = days + 719_162;
        return number is >= 0 and <= 3_652_058
            ? DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Plain(days);
    }

    private static string Json(IArrowArray column, int row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            CellJson.Write(json, column, row);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
