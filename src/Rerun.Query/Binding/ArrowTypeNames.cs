using System.Globalization;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Binding;

/// <summary>The names that Arrow's own tools give types: <c>Int64</c>, <c>Timestamp(Nanosecond, None)</c>, <c>List(Utf8)</c>.</summary>
internal static class ArrowTypeNames
{
    private const int Deepest = 32;

    /// <summary>The type of a name; null if there is none.</summary>
    public static IArrowType? Find(string name) => Find(name.AsSpan().Trim(), 0);

    private static IArrowType? Find(ReadOnlySpan<char> name, int depth)
    {
        var open = name.IndexOf('(');
        if (open >= 0 && name[^1] != ')')
        {
            return null;
        }

        var inside = open < 0 ? default : name[(open + 1)..^1].Trim();
        return (open < 0 ? name.ToString() : $"{name[..open].TrimEnd()}()") switch
        {
            "Boolean" => SqlTypes.Boolean,
            "Int8" => Int8Type.Default,
            "Int16" => Int16Type.Default,
            "Int32" => SqlTypes.Int,
            "Int64" => SqlTypes.BigInt,
            "UInt8" => UInt8Type.Default,
            "UInt16" => UInt16Type.Default,
            "UInt32" => UInt32Type.Default,
            "UInt64" => SqlTypes.UBigInt,
            "Float16" => HalfFloatType.Default,
            "Float32" => SqlTypes.Float,
            "Float64" => SqlTypes.Double,
            "Utf8" or "LargeUtf8" or "Utf8View" => SqlTypes.Text,
            "Binary" or "LargeBinary" or "BinaryView" => SqlTypes.Blob,
            "Date32" => SqlTypes.Date,
            "Timestamp()" => Timestamp(inside),
            "Duration()" => UnitOf(inside) is { } unit ? DurationType.FromTimeUnit(unit) : null,
            "Time64()" => inside is "Nanosecond" ? SqlTypes.Time : null,
            "Interval()" => inside is "MonthDayNano" ? SqlTypes.Interval : null,
            "Decimal128()" or "Decimal256()" => Decimal(inside),
            "List()" or "LargeList()" => depth < Deepest && Find(WithoutField(inside), depth + 1) is { } element ? SqlTypes.ListOf(element) : null,
            _ => null,
        };
    }

    private static TimestampType? Timestamp(ReadOnlySpan<char> inside)
    {
        var comma = inside.IndexOf(',');
        var unit = UnitOf(comma < 0 ? inside : inside[..comma].TrimEnd());
        var zone = comma < 0 ? "None" : inside[(comma + 1)..].Trim();
        return unit is null ? null
            : zone is "None" ? new TimestampType(unit.Value, (string?)null)
            : zone.Contains("UTC", StringComparison.Ordinal) || zone.Contains("+00:00", StringComparison.Ordinal) ? new TimestampType(unit.Value, "UTC")
            : null;
    }

    private static TimeUnit? UnitOf(ReadOnlySpan<char> name) => name switch
    {
        "Second" or "s" => TimeUnit.Second,
        "Millisecond" or "ms" => TimeUnit.Millisecond,
        "Microsecond" or "us" or "µs" => TimeUnit.Microsecond,
        "Nanosecond" or "ns" => TimeUnit.Nanosecond,
        _ => null,
    };

    private static DecimalType? Decimal(ReadOnlySpan<char> inside)
    {
        var comma = inside.IndexOf(',');
        return comma >= 0
            && int.TryParse(inside[..comma], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var precision)
            && int.TryParse(inside[(comma + 1)..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var scale)
            && precision is >= 1 and <= DecimalTypes.Most && scale >= 0 && scale <= precision
            ? DecimalTypes.Of(precision, scale)
            : null;
    }

    // nullable Int64 and Int64 are the same element.
    private static ReadOnlySpan<char> WithoutField(ReadOnlySpan<char> name) => name.StartsWith("nullable ", StringComparison.Ordinal) ? name["nullable ".Length..].Trim() : name;
}
