using System.Globalization;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>The format texts of types, both ways. Children and dictionaries are apart from them.</summary>
internal static class CFormat
{
    public static string Write(IArrowType type) => type switch
    {
        NullType => "n",
        BooleanType => "b",
        Int8Type => "c",
        UInt8Type => "C",
        Int16Type => "s",
        UInt16Type => "S",
        Int32Type => "i",
        UInt32Type => "I",
        Int64Type => "l",
        UInt64Type => "L",
        HalfFloatType => "e",
        FloatType => "f",
        DoubleType => "g",
        BinaryType => "z",
        LargeBinaryType => "Z",
        StringType => "u",
        LargeStringType => "U",
        BinaryViewType => "vz",
        StringViewType => "vu",
        Decimal128Type number => $"d:{number.Precision},{number.Scale}",
        DecimalType number => $"d:{number.Precision},{number.Scale},{number.BitWidth}",
        FixedSizeBinaryType binary => $"w:{binary.ByteWidth}",
        Date32Type => "tdD",
        Date64Type => "tdm",
        Time32Type or Time64Type => $"tt{Unit(((TimeBasedType)type).Unit)}",
        TimestampType timestamp => $"ts{Unit(timestamp.Unit)}:{timestamp.Timezone}",
        DurationType duration => $"tD{Unit(duration.Unit)}",
        IntervalType interval => interval.Unit switch
        {
            IntervalUnit.YearMonth => "tiM",
            IntervalUnit.DayTime => "tiD",
            _ => "tin",
        },
        ListType => "+l",
        LargeListType => "+L",
        ListViewType => "+vl",
        LargeListViewType => "+vL",
        FixedSizeListType list => $"+w:{list.ListSize}",
        StructType => "+s",
        MapType => "+m",
        UnionType union => $"+u{(union.Mode == UnionMode.Dense ? 'd' : 's')}:{string.Join(',', union.TypeIds)}",
        RunEndEncodedType => "+r",
        DictionaryType dictionary => Write(dictionary.IndexType),
        _ => throw new NotSupportedException($"Type {type} has no form in the C data interface here."),
    };

    /// <summary>The type of a format text.</summary>
    /// <exception cref="ArrowFormatException">The text is unknown, or the children do not fit it.</exception>
    public static IArrowType Read(string format, Field[] children, bool keysSorted)
    {
        try
        {
            return ReadFlat(format) ?? ReadNested(format, children, keysSorted);
        }
        catch (Exception e) when (e is ArgumentException or FormatException and not ArrowFormatException or OverflowException)
        {
            throw new ArrowFormatException($"The format '{format}' is malformed: {e.Message}", e);
        }
    }

    private static IArrowType? ReadFlat(string format) => format switch
    {
        "n" => NullType.Default,
        "b" => BooleanType.Default,
        "c" => Int8Type.Default,
        "C" => UInt8Type.Default,
        "s" => Int16Type.Default,
        "S" => UInt16Type.Default,
        "i" => Int32Type.Default,
        "I" => UInt32Type.Default,
        "l" => Int64Type.Default,
        "L" => UInt64Type.Default,
        "e" => HalfFloatType.Default,
        "f" => FloatType.Default,
        "g" => DoubleType.Default,
        "z" => BinaryType.Default,
        "Z" => LargeBinaryType.Default,
        "u" => StringType.Default,
        "U" => LargeStringType.Default,
        "vz" => BinaryViewType.Default,
        "vu" => StringViewType.Default,
        "tdD" => Date32Type.Default,
        "tdm" => Date64Type.Default,
        "tts" => new Time32Type(TimeUnit.Second),
        "ttm" => new Time32Type(TimeUnit.Millisecond),
        "ttu" => new Time64Type(TimeUnit.Microsecond),
        "ttn" => new Time64Type(TimeUnit.Nanosecond),
        "tDs" => DurationType.Second,
        "tDm" => DurationType.Millisecond,
        "tDu" => DurationType.Microsecond,
        "tDn" => DurationType.Nanosecond,
        "tiM" => IntervalType.YearMonth,
        "tiD" => IntervalType.DayTime,
        "tin" => IntervalType.MonthDayNanosecond,
        _ when format.StartsWith("ts", StringComparison.Ordinal) && format.Length >= 4 && format[3] == ':' =>
            new TimestampType(Unit(format[2]), format.Length == 4 ? null : format[4..]),
        _ when format.StartsWith("w:", StringComparison.Ordinal) => new FixedSizeBinaryType(Number(format[2..])),
        _ when format.StartsWith("d:", StringComparison.Ordinal) => ReadDecimal(format[2..].Split(',')),
        _ => null,
    };

    private static IArrowType ReadNested(string format, Field[] children, bool keysSorted) => format switch
    {
        "+l" => new ListType(Only(format, children)),
        "+L" => new LargeListType(Only(format, children)),
        "+vl" => new ListViewType(Only(format, children)),
        "+vL" => new LargeListViewType(Only(format, children)),
        "+s" => new StructType(children),
        "+m" => new MapType(Only(format, children), keysSorted),
        "+r" when children.Length == 2 => new RunEndEncodedType(children[0], children[1]),
        _ when format.StartsWith("+w:", StringComparison.Ordinal) => new FixedSizeListType(Only(format, children), Number(format[3..])),
        _ when format.StartsWith("+ud:", StringComparison.Ordinal) => new UnionType(children, Numbers(format[4..]), UnionMode.Dense),
        _ when format.StartsWith("+us:", StringComparison.Ordinal) => new UnionType(children, Numbers(format[4..]), UnionMode.Sparse),
        _ => throw new ArrowFormatException($"The format '{format}' with {children.Length} children is not supported."),
    };

    private static DecimalType ReadDecimal(string[] parts)
    {
        var (precision, scale) = parts.Length is 2 or 3 ? (Number(parts[0]), Number(parts[1])) : throw new FormatException("A decimal has a precision, a scale and perhaps a width.");
        return parts.Length == 2 ? new Decimal128Type(precision, scale) : Number(parts[2]) switch
        {
            32 => new Decimal32Type(precision, scale),
            64 => new Decimal64Type(precision, scale),
            128 => new Decimal128Type(precision, scale),
            256 => new Decimal256Type(precision, scale),
            var width => throw new FormatException($"Decimals of {width} bits are not supported."),
        };
    }

    private static Field Only(string format, Field[] children) =>
        children.Length == 1 ? children[0] : throw new ArrowFormatException($"The format '{format}' has {children.Length} children, expected 1.");

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int[] Numbers(string text) => text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), Number);

    private static char Unit(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 's',
        TimeUnit.Millisecond => 'm',
        TimeUnit.Microsecond => 'u',
        _ => 'n',
    };

    private static TimeUnit Unit(char unit) => unit switch
    {
        's' => TimeUnit.Second,
        'm' => TimeUnit.Millisecond,
        'u' => TimeUnit.Microsecond,
        'n' => TimeUnit.Nanosecond,
        _ => throw new FormatException($"There is no unit of time '{unit}'."),
    };
}
