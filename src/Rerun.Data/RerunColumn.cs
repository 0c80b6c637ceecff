using System.Data.Common;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Values;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Data;

/// <summary>A column of a result, with its Arrow type and what a recording says of it.</summary>
public sealed class RerunColumn : DbColumn
{
    internal RerunColumn(ValueReader column, int ordinal)
    {
        Field = column.Field;
        ProviderSpecificDataType = column.ProviderType;
        var type = column.ShownType;
        ColumnName = Field.Name;
        ColumnOrdinal = ordinal;
        DataType = column.FieldType;
        DataTypeName = SqlTypes.NameOf(type);
        BaseColumnName = Field.Name;

        // Claims become constraints of a DataTable that can make a load fail: none is made, not even from a field that declares itself not null.
        AllowDBNull = true;
        IsReadOnly = true;
        IsAliased = false;
        IsExpression = false;
        IsHidden = false;
        IsAutoIncrement = false;
        IsIdentity = false;
        IsKey = false;
        IsUnique = false;
        IsLong = type is BinaryType or LargeBinaryType or BinaryViewType or NestedType;
        ColumnSize = type is FixedWidthType and not DecimalType ? Math.Max(1, ((FixedWidthType)type).BitWidth / 8) : -1;
        (NumericPrecision, NumericScale) = Digits(type);
    }

    /// <summary>The Arrow field: type, nullability and all metadata.</summary>
    public Field Field { get; }

    /// <summary>The Arrow type.</summary>
    public IArrowType ArrowType => Field.DataType;

    /// <summary>The type that holds the column's values without loss.</summary>
    public Type ProviderSpecificDataType { get; }

    /// <summary>What a time column counts, or null for other types.</summary>
    public TimeUnit? TimeUnit => (ArrowType as TimeBasedType)?.Unit;

    /// <summary>The time zone of a timestamp column, or null.</summary>
    public string? TimeZone => (ArrowType as TimestampType)?.Timezone;

    /// <summary>The path of the entity that logged a component column, or null.</summary>
    public string? EntityPath => Field.Metadata.GetValueOrDefault("rerun:entity_path");

    /// <summary>The identifier of a component column's component, for example <c>Scalars:scalars</c>, or null.</summary>
    public string? Component => Field.Metadata.GetValueOrDefault("rerun:component");

    /// <summary>The name of the timeline of an index column, or null.</summary>
    public string? IndexName => Field.Metadata.GetValueOrDefault("rerun:index_name");

    private static (int? Precision, int? Scale) Digits(IArrowType type) => type switch
    {
        DecimalType exact => (exact.Precision, exact.Scale),
        Int8Type or UInt8Type => (3, 0),
        Int16Type or UInt16Type => (5, 0),
        Int32Type or UInt32Type => (10, 0),
        Int64Type => (19, 0),
        UInt64Type => (20, 0),
        FloatType => (7, null),
        DoubleType => (15, null),
        TimeBasedType time => (null, FractionDigits(time.Unit)),
        _ => (null, null),
    };

    private static int FractionDigits(TimeUnit unit) => unit switch
    {
        Arrow.Types.TimeUnit.Second => 0,
        Arrow.Types.TimeUnit.Millisecond => 3,
        Arrow.Types.TimeUnit.Microsecond => 6,
        _ => 9,
    };
}
