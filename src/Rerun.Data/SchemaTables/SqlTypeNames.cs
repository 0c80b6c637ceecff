using Rerun.Arrow.Types;

namespace Rerun.Data.SchemaTables;

/// <summary>The SQL names of Arrow's types.</summary>
internal static class SqlTypeNames
{
    public static string Of(IArrowType type) => type switch
    {
        NullType => "NULL",
        BooleanType => "BOOLEAN",
        Int8Type => "TINYINT",
        UInt8Type => "UTINYINT",
        Int16Type => "SMALLINT",
        UInt16Type => "USMALLINT",
        Int32Type => "INTEGER",
        UInt32Type => "UINTEGER",
        Int64Type => "BIGINT",
        UInt64Type => "UBIGINT",
        HalfFloatType => "HALF",
        FloatType => "REAL",
        DoubleType => "DOUBLE",
        DecimalType exact => $"DECIMAL({exact.Precision}, {exact.Scale})",
        StringType or LargeStringType or StringViewType => "VARCHAR",
        FixedSizeBinaryType bytes => $"BINARY({bytes.ByteWidth})",
        BinaryType or LargeBinaryType or BinaryViewType => "VARBINARY",
        Date32Type or Date64Type => "DATE",
        Time32Type or Time64Type => "TIME",
        TimestampType { IsTimeZoneAware: true } => "TIMESTAMP WITH TIME ZONE",
        TimestampType => "TIMESTAMP",
        DurationType => "DURATION",
        IntervalType => "INTERVAL",
        FixedSizeListType list => $"{Of(list.ValueDataType)}[{list.ListSize}]",
        MapType map => $"MAP({Of(map.KeyField.DataType)}, {Of(map.ValueField.DataType)})",
        StructType fields => $"STRUCT({string.Join(", ", fields.Fields.Select(field => $"{field.Name} {Of(field.DataType)}"))})",
        UnionType union => $"UNION({string.Join(", ", union.Fields.Select(field => $"{field.Name} {Of(field.DataType)}"))})",
        DictionaryType dictionary => Of(dictionary.ValueType),
        RunEndEncodedType runs => Of(runs.ValuesDataType),
        ListType or LargeListType or ListViewType or LargeListViewType => $"{Of(((NestedType)type).Fields[0].DataType)}[]",
        _ => type.Name.ToUpperInvariant(),
    };
}
