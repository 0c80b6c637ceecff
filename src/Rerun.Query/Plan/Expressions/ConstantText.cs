using System.Globalization;
using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Constants as SQL literals.</summary>
internal static class ConstantText
{
    public static string Of(Constant constant) => Of(constant.Value, constant.Type);

    private static string Of(object? value, IArrowType type) => (value, type) switch
    {
        (null, _) => "NULL",
        (bool boolean, _) => boolean ? "TRUE" : "FALSE",
        (string text, _) => Quoted(text),
        (byte[] bytes, _) => $"X'{Convert.ToHexStringLower(bytes)}'",
        (long nanoseconds, TimestampType { Unit: TimeUnit.Nanosecond }) => $"TIMESTAMP '{IndexText.Timestamp(nanoseconds)}'",
        (long nanoseconds, DurationType { Unit: TimeUnit.Nanosecond }) => $"INTERVAL '{IndexText.Duration(nanoseconds)}'",
        (MonthDayNanosecondInterval interval, _) => $"INTERVAL '{Interval(interval)}'",
        (long days, Date32Type) => $"DATE '{IndexText.Timestamp(days * 86_400_000_000_000)[..10]}'",
        (double number, _) => Number(number),
        (BigInteger digits, DecimalType number) => $"CAST('{DecimalText.Format(digits, number.Scale)}' AS {SqlTypes.NameOf(number)})",
        (object?[] items, ListType list) => $"[{string.Join(", ", items.Select(item => Of(item, list.ValueDataType)))}]",
        (object?[] items, FixedSizeListType list) => $"CAST([{string.Join(", ", items.Select(item => Of(item, list.ValueDataType)))}] AS {SqlTypes.NameOf(list)})",
        (object?[] entries, MapType map) => $"MAP {{{string.Join(", ", entries.Cast<object?[]>().Select(entry => $"{Of(entry[0], map.KeyField.DataType)}: {Of(entry[1], map.ValueField.DataType)}"))}}}",
        (object?[] fields, StructType structure) => $"{{{string.Join(", ", fields.Select((field, i) => $"{Quoted(structure.Fields[i].Name)}: {Of(field, structure.Fields[i].DataType)}"))}}}",
        (IFormattable formattable, _) => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            return $"CAST('{number.ToString(CultureInfo.InvariantCulture)}' AS DOUBLE)";
        }

        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static string Interval(MonthDayNanosecondInterval interval)
    {
        var parts = new List<string>();
        if (interval.Months != 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{interval.Months} months"));
        }

        if (interval.Days != 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{interval.Days} days"));
        }

        if (interval.Nanoseconds != 0 || parts.Count == 0)
        {
            parts.Add(IndexText.Duration(interval.Nanoseconds));
        }

        return string.Join(' ', parts);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
