using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Makes the reader of a column from its field.</summary>
internal static class ValueReaders
{
    private const string RerunKind = "rerun:kind";
    private const string ExtensionName = "ARROW:extension:name";

    public static ValueReader Of(Field field, ReaderOptions options)
    {
        var isRecorded = field.Metadata.TryGetValue(RerunKind, out var kind);
        var isComponent = isRecorded && kind != "index" && kind != "control";
        return isComponent && options.ListValues == RerunListValues.Flat && ElementOf(field.DataType) is { } element
            ? new FlatListReader(field, Of(element, options, isRecorded))
            : Of(field, options, isRecorded);
    }

    private static ValueReader Of(Field field, ReaderOptions options, bool isRecorded) => field.DataType switch
    {
        NullType => new NullReader(field),
        BooleanType => new BooleanReader(field),
        Int8Type => new IntegerReader<sbyte>(field),
        UInt8Type => new IntegerReader<byte>(field),
        Int16Type => new IntegerReader<short>(field),
        UInt16Type => new IntegerReader<ushort>(field),
        Int32Type => new IntegerReader<int>(field),
        UInt32Type => new IntegerReader<uint>(field),
        Int64Type => new IntegerReader<long>(field),
        UInt64Type => new IntegerReader<ulong>(field),
        HalfFloatType => new FloatReader<Half>(field),
        FloatType => new FloatReader<float>(field),
        DoubleType => new FloatReader<double>(field),
        DecimalType => new DecimalReader(field),
        Date32Type or Date64Type => new DateReader(field),
        Time32Type or Time64Type => new TimeOfDayReader(field),
        TimestampType type => Timestamp(field, type, options, isRecorded),
        DurationType type => Duration(field, type, options),
        IntervalType { Unit: IntervalUnit.YearMonth } => new IntervalReader<YearMonthInterval>(field),
        IntervalType { Unit: IntervalUnit.DayTime } => new DayTimeIntervalReader(field, isRecorded),
        IntervalType => new CalendarIntervalReader(field, isRecorded),
        StringType or LargeStringType or StringViewType => new Utf8Reader(field),
        FixedSizeBinaryType { ByteWidth: 16 } when IsUuid(field) => new GuidReader(field),
        BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType => new BytesReader(field),
        MapType type => new MapReader(field, (StructReader)Of(type.KeyValueField, options, isRecorded)),
        StructType type => new StructReader(field, [.. type.Fields.Select(child => Of(child, options, isRecorded))]),
        UnionType type => new UnionReader(field, [.. type.Fields.Select(child => Of(child, options, isRecorded))]),
        DictionaryType type => new DictionaryReader(field, Of(field.WithType(type.ValueType), options, isRecorded)),
        RunEndEncodedType type => new RunEndReader(field, Of(field.WithType(type.ValuesDataType), options, isRecorded)),
        var type when ElementOf(type) is { } element =>

            // Recordings declare every list item as nullable and have no null ones, so there the declaration says nothing.
            new ListReader(field, Of(element, options, isRecorded), element.IsNullable && !isRecorded),
        _ => throw new NotSupportedException($"Column '{field.Name}' is of type {field.DataType}, which this provider does not read."),
    };

    private static Field? ElementOf(IArrowType type) =>
        type is ListType or LargeListType or ListViewType or LargeListViewType or FixedSizeListType ? ((NestedType)type).Fields[0] : null;

    private static bool IsUuid(Field field) =>
        field.Metadata.TryGetValue(ExtensionName, out var name) && name == GuidReader.ExtensionName;

    // Nanoseconds without a zone are how an index, and every timestamp of an expression, is typed: instants. Other units without a zone occur in
    // tables, where they are local times of unknown zone.
    private static ValueReader Timestamp(Field field, TimestampType type, ReaderOptions options, bool isRecorded)
    {
        var isNanoseconds = type.Unit == TimeUnit.Nanosecond;
        return (options.TimeValues, type.IsTimeZoneAware) switch
        {
            (RerunTimeValues.Timestamp64, _) when isNanoseconds => new Timestamp64Reader(field),
            (RerunTimeValues.Int64, _) when isNanoseconds => new RawTimestampReader(field),
            (RerunTimeValues.DateTimeOffset, false) when isNanoseconds || isRecorded => new ZonedTimeReader(field),
            (_, true) => new ZonedTimeReader(field),
            _ => isNanoseconds || isRecorded ? new InstantReader(field) : new LocalTimeReader(field),
        };
    }

    private static ValueReader Duration(Field field, DurationType type, ReaderOptions options) =>
        (type.Unit == TimeUnit.Nanosecond ? options.TimeValues : RerunTimeValues.DateTime) switch
        {
            RerunTimeValues.Timestamp64 => new Duration64Reader(field),
            RerunTimeValues.Int64 => new RawDurationReader(field),
            _ => new TimeSpanReader(field),
        };
}
