using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using Calendar = Rerun.Query.Execution.Time.Calendar;

namespace Rerun.Query.Execution.Casts;

/// <summary>Reads values from text.</summary>
internal static class TextParsing
{
    private delegate bool Parse<T>(ReadOnlySpan<byte> text, out T value);

    /// <summary>The conversion from text to a type, or null if there is none.</summary>
    public static ArrayConversion? Find(IArrowType to) => to.TypeId switch
    {
        ArrowTypeId.Boolean => (array, isTry) => Booleans(array, isTry),
        ArrowTypeId.Int8 => Integers<sbyte>(to),
        ArrowTypeId.Int16 => Integers<short>(to),
        ArrowTypeId.Int32 => Integers<int>(to),
        ArrowTypeId.Int64 => Integers<long>(to),
        ArrowTypeId.UInt8 => Integers<byte>(to),
        ArrowTypeId.UInt16 => Integers<ushort>(to),
        ArrowTypeId.UInt32 => Integers<uint>(to),
        ArrowTypeId.UInt64 => Integers<ulong>(to),
        ArrowTypeId.HalfFloat => Floats<Half>(to),
        ArrowTypeId.Float => Floats<float>(to),
        ArrowTypeId.Double => Floats<double>(to),
        ArrowTypeId.Timestamp => Scaled<long>(to, ((TimestampType)to).Unit, TimeText.TryReadTimestamp),
        ArrowTypeId.Duration => Scaled<long>(to, ((DurationType)to).Unit, TimeText.TryReadDuration),
        ArrowTypeId.Date32 => Run<int>(to, TimeText.TryReadDate),
        ArrowTypeId.Time64 => Scaled<long>(to, ((Time64Type)to).Unit, TimeText.TryReadTime),
        ArrowTypeId.Interval when ((IntervalType)to).Unit == IntervalUnit.MonthDayNanosecond => Run<MonthDayNanosecondInterval>(to, TimeText.TryReadInterval),
        ArrowTypeId.Date64 or ArrowTypeId.Time32 => Through(to.TypeId == ArrowTypeId.Date64 ? SqlTypes.Date : SqlTypes.Time, to),
        _ when SqlTypes.IsDecimal(to) => DecimalCasts.FromText(to),
        _ => null,
    };

    /// <summary>Reads a boolean: true, t, yes, y, on, 1 and their opposites.</summary>
    public static bool TryReadBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        text = Trim(text);
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "t"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8)
            || Ascii.EqualsIgnoreCase(text, "y"u8) || Ascii.EqualsIgnoreCase(text, "on"u8) || text.SequenceEqual("1"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "f"u8) || Ascii.EqualsIgnoreCase(text, "no"u8)
            || Ascii.EqualsIgnoreCase(text, "n"u8) || Ascii.EqualsIgnoreCase(text, "off"u8) || text.SequenceEqual("0"u8);
    }

    /// <summary>Reads a floating-point number, also <c>NaN</c>, <c>Infinity</c>, <c>inf</c>.</summary>
    public static bool TryReadFloat<T>(ReadOnlySpan<byte> text, out T value)
        where T : INumber<T>
    {
        text = Trim(text);
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value!))
        {
            return true;
        }

        var negative = text.StartsWith("-"u8);
        var word = negative || text.StartsWith("+"u8) ? text[1..] : text;
        var infinite = Ascii.EqualsIgnoreCase(word, "inf"u8) || Ascii.EqualsIgnoreCase(word, "infinity"u8);
        value = T.CreateChecked(infinite ? negative ? double.NegativeInfinity : double.PositiveInfinity : double.NaN);
        return infinite || Ascii.EqualsIgnoreCase(word, "nan"u8);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    private static ArrayConversion Integers<T>(IArrowType to)
        where T : unmanaged, INumber<T> => Run(to, (ReadOnlySpan<byte> text, out T value) =>
            T.TryParse(Trim(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    private static ArrayConversion Floats<T>(IArrowType to)
        where T : unmanaged, INumber<T> => Run<T>(to, TryReadFloat);

    private static ArrayConversion Scaled<T>(IArrowType to, TimeUnit unit, Parse<long> parse)
    {
        var divisor = Calendar.NanosecondsPer(unit);
        return divisor == 1 ? Run(to, parse) : Run(to, (ReadOnlySpan<byte> text, out long value) =>
        {
            var ok = parse(text, out var nanoseconds);
            value = Calendar.FloorDivide(nanoseconds, divisor);
            return ok;
        });
    }

    private static ArrayConversion Through(IArrowType middle, IArrowType to)
    {
        var first = Find(middle)!;
        var second = Cast.Between(middle, to)!;
        return (array, isTry) => second.Convert(first(array, isTry), isTry);
    }

    private static ArrayConversion Run<T>(IArrowType to, Parse<T> parse)
        where T : unmanaged => (array, isTry) =>
        {
            var texts = new TextView(array);
            var buffer = NewArrays.Buffer<T>(array.Length, out var values);
            var bits = NewArrays.Bitmap(array.Length);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = default;
                if (array.IsNull(i))
                {
                    continue;
                }

                if (parse(texts[i], out values[i]))
                {
                    BitUtility.SetBit(bits, i);
                }
                else if (!isTry)
                {
                    throw Cast.Failure(array, i, to, ReasonOf(texts[i], to));
                }
            }

            return NewArrays.Fixed(to, buffer, Validity.FromBits(bits, array.Length), array.Length);
        };

    // Texts like 9999-12-31 are common for "no end"; they are well formed, but 64 bits of nanoseconds do not reach so far.
    private static string? ReasonOf(ReadOnlySpan<byte> text, IArrowType to)
    {
        const int LastDay = 106_751;
        text = Trim(text);
        return to.TypeId == ArrowTypeId.Timestamp && text.Length >= 10 && TimeText.TryReadDate(text[..10], out int days) && days is < -LastDay - 1 or > LastDay
            ? "it lies outside 1677-09-21 to 2262-04-11, the times that nanoseconds reach"
            : null;
    }

    private static IArrowArray Booleans(IArrowArray array, bool isTry)
    {
        var texts = new TextView(array);
        var values = NewArrays.Bitmap(array.Length);
        var bits = NewArrays.Bitmap(array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                continue;
            }

            if (TryReadBoolean(texts[i], out var value))
            {
                BitUtility.SetBit(bits, i);
                BitUtility.SetBit(values, i, value);
            }
            else if (!isTry)
            {
                throw Cast.Failure(array, i, SqlTypes.Boolean);
            }
        }

        return NewArrays.Boolean(values, Validity.FromBits(bits, array.Length), array.Length);
    }
}
