using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>The Arrow types that stand behind SQL's usual types, and the names of all types in SQL.</summary>
internal static class SqlTypes
{
    /// <summary>The type of a bare NULL.</summary>
    public static readonly IArrowType Null = NullType.Default;

    /// <summary>BOOLEAN.</summary>
    public static readonly IArrowType Boolean = BooleanType.Default;

    /// <summary>INTEGER: 32 bits.</summary>
    public static readonly IArrowType Int = Int32Type.Default;

    /// <summary>BIGINT: 64 bits.</summary>
    public static readonly IArrowType BigInt = Int64Type.Default;

    /// <summary>UBIGINT: 64 bits without sign.</summary>
    public static readonly IArrowType UBigInt = UInt64Type.Default;

    /// <summary>REAL: 32 bits.</summary>
    public static readonly IArrowType Float = FloatType.Default;

    /// <summary>DOUBLE: 64 bits.</summary>
    public static readonly IArrowType Double = DoubleType.Default;

    /// <summary>VARCHAR: UTF-8.</summary>
    public static readonly IArrowType Text = StringType.Default;

    /// <summary>BLOB.</summary>
    public static readonly IArrowType Blob = BinaryType.Default;

    /// <summary>TIMESTAMP: nanoseconds since 1970 (UTC), an instant.</summary>
    public static readonly IArrowType Timestamp = new TimestampType(TimeUnit.Nanosecond, null);

    /// <summary>DATE: days since 1970.</summary>
    public static readonly IArrowType Date = Date32Type.Default;

    /// <summary>TIME: nanoseconds since midnight.</summary>
    public static readonly IArrowType Time = new Time64Type(TimeUnit.Nanosecond);

    /// <summary>DURATION: nanoseconds.</summary>
    public static readonly IArrowType Duration = DurationType.Nanosecond;

    /// <summary>INTERVAL: months, days and nanoseconds.</summary>
    public static readonly IArrowType Interval = IntervalType.MonthDayNanosecond;

    /// <summary>A list of values of a type.</summary>
    public static ListType ListOf(IArrowType element) => new(element);

    /// <summary>Whether values of the two types have the same layout and meaning, whatever their fields are called.</summary>
    public static bool Same(IArrowType left, IArrowType right) => TypeComparer.Layout.Equals(left, right);

    /// <summary>Whether it is an integer type.</summary>
    public static bool IsInteger(IArrowType type) => type.TypeId is >= ArrowTypeId.UInt8 and <= ArrowTypeId.Int64;

    /// <summary>Whether it is a floating-point type.</summary>
    public static bool IsFloating(IArrowType type) => type.TypeId is ArrowTypeId.HalfFloat or ArrowTypeId.Float or ArrowTypeId.Double;

    /// <summary>Whether it is a decimal type.</summary>
    public static bool IsDecimal(IArrowType type) => type.TypeId is >= ArrowTypeId.Decimal32 and <= ArrowTypeId.Decimal256;

    /// <summary>Whether it is a number.</summary>
    public static bool IsNumeric(IArrowType type) => IsInteger(type) || IsFloating(type) || IsDecimal(type);

    /// <summary>Whether it is text.</summary>
    public static bool IsText(IArrowType type) => type.TypeId is ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView;

    /// <summary>Whether it is a blob.</summary>
    public static bool IsBlob(IArrowType type) =>
        type.TypeId is ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView or ArrowTypeId.FixedSizedBinary;

    /// <summary>Whether it is a list of any layout.</summary>
    public static bool IsList(IArrowType type) => type.TypeId is ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.FixedSizeList
        or ArrowTypeId.ListView or ArrowTypeId.LargeListView;

    /// <summary>Whether it is a date, a time, a timestamp, a duration or an interval.</summary>
    public static bool IsTemporal(IArrowType type) => type.TypeId is ArrowTypeId.Timestamp or ArrowTypeId.Date32 or ArrowTypeId.Date64
        or ArrowTypeId.Time32 or ArrowTypeId.Time64 or ArrowTypeId.Duration or ArrowTypeId.Interval;

    /// <summary>The type of a list's elements.</summary>
    public static IArrowType ElementOf(IArrowType list) => ((NestedType)list).Fields[0].DataType;

    /// <summary>The type's name in SQL.</summary>
    public static string NameOf(IArrowType type) => type switch
    {
        NullType => "NULL",
        BooleanType => "BOOLEAN",
        Int8Type => "TINYINT",
        Int16Type => "SMALLINT",
        Int32Type => "INTEGER",
        Int64Type => "BIGINT",
        UInt8Type => "UTINYINT",
        UInt16Type => "USMALLINT",
        UInt32Type => "UINTEGER",
        UInt64Type => "UBIGINT",
        HalfFloatType => "HALF",
        FloatType => "REAL",
        DoubleType => "DOUBLE",
        StringType or LargeStringType or StringViewType => "VARCHAR",
        BinaryType or LargeBinaryType or BinaryViewType => "BLOB",
        DecimalType number => $"DECIMAL({number.Precision}, {number.Scale})",
        FixedSizeBinaryType fixedBinary => $"BINARY({fixedBinary.ByteWidth})",
        TimestampType { IsTimeZoneAware: true } timestamp => $"TIMESTAMP{UnitSuffix(timestamp.Unit)} WITH TIME ZONE",
        TimestampType timestamp => "TIMESTAMP" + UnitSuffix(timestamp.Unit),
        Date32Type or Date64Type => "DATE",
        Time32Type or Time64Type => "TIME",
        DurationType duration => "DURATION" + UnitSuffix(duration.Unit),
        IntervalType => "INTERVAL",
        FixedSizeListType list => $"{NameOf(list.Fields[0].DataType)}[{list.ListSize}]",
        MapType map => $"MAP({NameOf(((NestedType)map.Fields[0].DataType).Fields[0].DataType)}, {NameOf(((NestedType)map.Fields[0].DataType).Fields[1].DataType)})",
        StructType structure => $"STRUCT({string.Join(", ", structure.Fields.Select(f => $"{f.Name} {NameOf(f.DataType)}"))})",
        UnionType union => $"UNION({string.Join(", ", union.Fields.Select(f => $"{f.Name} {NameOf(f.DataType)}"))})",
        DictionaryType dictionary => NameOf(dictionary.ValueType),
        RunEndEncodedType runs => NameOf(runs.ValuesDataType),
        NestedType nested when IsList(nested) => NameOf(ElementOf(nested)) + "[]",
        _ => type.Name.ToUpperInvariant(),
    };

    private static string UnitSuffix(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "_S",
        TimeUnit.Millisecond => "_MS",
        TimeUnit.Microsecond => "_US",
        _ => "",
    };
}
