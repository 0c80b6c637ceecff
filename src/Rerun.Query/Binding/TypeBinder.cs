using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>Turns type names into types.</summary>
internal static class TypeBinder
{
    private static readonly Dictionary<string, IArrowType> Named = new()
    {
        ["BOOLEAN"] = SqlTypes.Boolean,
        ["BOOL"] = SqlTypes.Boolean,
        ["LOGICAL"] = SqlTypes.Boolean,
        ["TINYINT"] = Int8Type.Default,
        ["INT1"] = Int8Type.Default,
        ["SMALLINT"] = Int16Type.Default,
        ["INT2"] = Int16Type.Default,
        ["SHORT"] = Int16Type.Default,
        ["INT"] = SqlTypes.Int,
        ["INT4"] = SqlTypes.Int,
        ["INTEGER"] = SqlTypes.Int,
        ["SIGNED"] = SqlTypes.BigInt,
        ["BIGINT"] = SqlTypes.BigInt,
        ["INT8"] = SqlTypes.BigInt,
        ["LONG"] = SqlTypes.BigInt,
        ["UTINYINT"] = UInt8Type.Default,
        ["USMALLINT"] = UInt16Type.Default,
        ["UINTEGER"] = UInt32Type.Default,
        ["UINT"] = UInt32Type.Default,
        ["UBIGINT"] = SqlTypes.UBigInt,
        ["HALF"] = HalfFloatType.Default,
        ["REAL"] = SqlTypes.Float,
        ["FLOAT"] = SqlTypes.Float,
        ["FLOAT4"] = SqlTypes.Float,
        ["DOUBLE"] = SqlTypes.Double,
        ["DOUBLE PRECISION"] = SqlTypes.Double,
        ["FLOAT8"] = SqlTypes.Double,
        ["HUGEINT"] = DecimalTypes.Of(38, 0),
        ["DECIMAL"] = DecimalTypes.Default,
        ["NUMERIC"] = DecimalTypes.Default,
        ["DEC"] = DecimalTypes.Default,
        ["INT16"] = Int16Type.Default,
        ["INT32"] = SqlTypes.Int,
        ["INT64"] = SqlTypes.BigInt,
        ["UINT8"] = UInt8Type.Default,
        ["UINT16"] = UInt16Type.Default,
        ["UINT32"] = UInt32Type.Default,
        ["UINT64"] = SqlTypes.UBigInt,
        ["FLOAT16"] = HalfFloatType.Default,
        ["FLOAT32"] = SqlTypes.Float,
        ["FLOAT64"] = SqlTypes.Double,
        ["UTF8"] = SqlTypes.Text,
        ["BPCHAR"] = SqlTypes.Text,
        ["TEXT"] = SqlTypes.Text,
        ["VARCHAR"] = SqlTypes.Text,
        ["CHARACTER VARYING"] = SqlTypes.Text,
        ["NVARCHAR"] = SqlTypes.Text,
        ["CHAR"] = SqlTypes.Text,
        ["CHARACTER"] = SqlTypes.Text,
        ["STRING"] = SqlTypes.Text,
        ["BLOB"] = SqlTypes.Blob,
        ["BYTEA"] = SqlTypes.Blob,
        ["BINARY"] = SqlTypes.Blob,
        ["VARBINARY"] = SqlTypes.Blob,
        ["DATE"] = SqlTypes.Date,
        ["TIME"] = SqlTypes.Time,
        ["TIME WITHOUT TIME ZONE"] = SqlTypes.Time,
        ["TIMESTAMP"] = SqlTypes.Timestamp,
        ["TIMESTAMP_NS"] = SqlTypes.Timestamp,
        ["TIMESTAMP WITHOUT TIME ZONE"] = SqlTypes.Timestamp,
        ["DATETIME"] = SqlTypes.Timestamp,
        ["TIMESTAMP_US"] = new TimestampType(TimeUnit.Microsecond, (string?)null),
        ["TIMESTAMP_MS"] = new TimestampType(TimeUnit.Millisecond, (string?)null),
        ["TIMESTAMP_S"] = new TimestampType(TimeUnit.Second, (string?)null),
        ["TIMESTAMPTZ"] = new TimestampType(TimeUnit.Nanosecond, "UTC"),
        ["TIMESTAMP WITH TIME ZONE"] = new TimestampType(TimeUnit.Nanosecond, "UTC"),
        ["DURATION"] = SqlTypes.Duration,
        ["DURATION_NS"] = SqlTypes.Duration,
        ["DURATION_US"] = DurationType.Microsecond,
        ["DURATION_MS"] = DurationType.Millisecond,
        ["DURATION_S"] = DurationType.Second,
        ["INTERVAL"] = SqlTypes.Interval,
        ["UUID"] = SqlTypes.Text,
    };

    /// <summary>The type of a name without arguments; null if there is none.</summary>
    public static IArrowType? Find(string name) => Named.GetValueOrDefault(name.ToUpperInvariant());

    /// <summary>The type that a syntax names.</summary>
    /// <exception cref="RerunException">There is no such type.</exception>
    public static IArrowType Bind(TypeSyntax syntax, string sql) => syntax switch
    {
        NamedTypeSyntax { Name: "DECIMAL" or "NUMERIC" or "DEC", Arguments.IsEmpty: false } number => Decimal(number, sql),
        NamedTypeSyntax { Name: "BINARY" or "BLOB", Arguments: { Count: 1 } width } named => width[0] is > 0 and <= int.MaxValue
            ? new FixedSizeBinaryType((int)width[0])
            : throw SqlErrors.At(RerunErrorCode.TypeMismatch, sql, named.Span, $"{named.Name} has 1 to {int.MaxValue} bytes."),
        NamedTypeSyntax named => Named.GetValueOrDefault(named.Name) ?? throw Unknown(named, sql),
        ListTypeSyntax { FixedSize: { } size } list => new FixedSizeListType(Bind(list.Element, sql), size),
        ListTypeSyntax list => new ListType(Bind(list.Element, sql)),
        StructTypeSyntax fields => new StructType([.. fields.Fields.Select(field => new Field(field.Name.Text, Bind(field.Type, sql), true))]),
        MapTypeSyntax map => new MapType(Bind(map.Key, sql), Bind(map.Value, sql)),
        _ => throw SqlErrors.NotSupported(sql, syntax.Span, "This type is not supported."),
    };

    private static DecimalType Decimal(NamedTypeSyntax number, string sql)
    {
        long precision = number.Arguments[0];
        long scale = number.Arguments.Count > 1 ? number.Arguments[1] : 0;
        return number.Arguments.Count <= 2 && precision is >= 1 and <= DecimalTypes.Most && scale >= 0 && scale <= precision
            ? DecimalTypes.Of((int)precision, (int)scale)
            : throw SqlErrors.At(
                RerunErrorCode.TypeMismatch, sql, number.Span, $"DECIMAL has 1 to {DecimalTypes.Most} digits, and of these at most all behind the point: DECIMAL(12, 2).");
    }

    private static RerunException Unknown(NamedTypeSyntax named, string sql)
    {
        string hint = NearestName.Of(named.Name, Named.Keys) is { } nearest ? $" Did you mean {nearest}?" : "";
        return SqlErrors.At(RerunErrorCode.TypeMismatch, sql, named.Span, $"There is no type {named.Name}.{hint}");
    }
}
