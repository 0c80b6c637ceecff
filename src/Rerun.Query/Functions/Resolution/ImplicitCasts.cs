using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Functions.Resolution;

/// <summary>Which types become which others without being asked, and how far that is from an exact fit.</summary>
internal static class ImplicitCasts
{
    /// <summary>What a conversion to text of a literal costs less than: taking the literal as it is.</summary>
    private const int LiteralCost = 2;

    /// <summary>How far an argument is from a parameter's type: 0 for the same type, -1 if it does not fit.</summary>
    public static int Cost(FunctionArgument argument, IArrowType target)
    {
        if (argument.IsTextLiteral && !SqlTypes.IsText(target))
        {
            return IsReadFromText(target) ? LiteralCost : -1;
        }

        return Cost(argument.Type, target);
    }

    /// <summary>How far a type is from another: 0 for the same type, -1 if it is not converted implicitly.</summary>
    public static int Cost(IArrowType from, IArrowType to)
    {
        if (SqlTypes.Same(from, to))
        {
            return 0;
        }

        if (from.TypeId == ArrowTypeId.Null)
        {
            return 1;
        }

        if (SqlTypes.IsNumeric(from) && SqlTypes.IsNumeric(to))
        {
            return NumberCost(from, to);
        }

        return (from.TypeId, to.TypeId) switch
        {
            (ArrowTypeId.Timestamp, ArrowTypeId.Timestamp) => IsFiner(((TimestampType)from).Unit, ((TimestampType)to).Unit) ? 1 : -1,
            (ArrowTypeId.Duration, ArrowTypeId.Duration) => IsFiner(((DurationType)from).Unit, ((DurationType)to).Unit) ? 1 : -1,
            (ArrowTypeId.Time32, ArrowTypeId.Time64) => 1,
            (ArrowTypeId.Time64, ArrowTypeId.Time64) => IsFiner(((Time64Type)from).Unit, ((Time64Type)to).Unit) ? 1 : -1,
            (ArrowTypeId.Date64, ArrowTypeId.Date32) => 1,
            (ArrowTypeId.Date32 or ArrowTypeId.Date64, ArrowTypeId.Timestamp) => ((TimestampType)to).Unit == TimeUnit.Nanosecond ? 3 : -1,
            (ArrowTypeId.Duration, ArrowTypeId.Interval) => 2,
            _ when SqlTypes.IsText(from) && SqlTypes.IsText(to) => 1,
            _ when SqlTypes.IsBlob(from) && to.TypeId == ArrowTypeId.Binary => 1,
            _ when SqlTypes.IsList(from) && to.TypeId == ArrowTypeId.List => ListCost(from, to),
            _ => -1,
        };
    }

    /// <summary>The type in which values of two types are compared, united or chosen from; null if there is none.</summary>
    public static IArrowType? CommonType(FunctionArgument left, FunctionArgument right)
    {
        if (left.IsTextLiteral != right.IsTextLiteral)
        {
            var (literal, other) = left.IsTextLiteral ? (left, right) : (right, left);
            if (other.Type.TypeId == ArrowTypeId.Null)
            {
                return SqlTypes.Text;
            }

            if (other.Type is DecimalType && literal.Constant is { IsConstantNull: false } text && DecimalTypes.OfText(Constants.TextOf(text)) is { } exact)
            {
                return CommonType(exact, other.Type);
            }

            return IsReadFromText(other.Type) ? Canonical(other.Type) : CommonType(literal.Type, other.Type);
        }

        return CommonType(left.Type, right.Type);
    }

    /// <summary>The type in which values of two types are compared, united or chosen from; null if there is none.</summary>
    public static IArrowType? CommonType(IArrowType left, IArrowType right)
    {
        left = Canonical(left);
        right = Canonical(right);
        if (SqlTypes.Same(left, right) || right.TypeId == ArrowTypeId.Null)
        {
            return left;
        }

        if (left.TypeId == ArrowTypeId.Null)
        {
            return right;
        }

        if (SqlTypes.IsNumeric(left) && SqlTypes.IsNumeric(right))
        {
            return CommonNumber(left, right);
        }

        if (left is TimestampType && right is TimestampType)
        {
            return SqlTypes.Timestamp;
        }

        if (SqlTypes.IsList(left) && SqlTypes.IsList(right))
        {
            return CommonType(SqlTypes.ElementOf(left), SqlTypes.ElementOf(right)) is { } element ? SqlTypes.ListOf(element) : null;
        }

        if (left is MapType oneMap && right is MapType otherMap)
        {
            return CommonType(oneMap.KeyField.DataType, otherMap.KeyField.DataType) is { } key
                && CommonType(oneMap.ValueField.DataType, otherMap.ValueField.DataType) is { } value ? new MapType(key, value) : null;
        }

        if (left is StructType oneStruct && right is StructType otherStruct)
        {
            return CommonStruct(oneStruct, otherStruct);
        }

        if (Cost(left, right) >= 0)
        {
            return right;
        }

        return Cost(right, left) >= 0 ? left : null;
    }

    /// <summary>The type that kernels compute with in place of a type: the finest unit, the plain layout.</summary>
    public static IArrowType Canonical(IArrowType type) => type switch
    {
        HalfFloatType => SqlTypes.Float,
        DecimalType number => DecimalTypes.Canonical(number),
        TimestampType { Unit: not TimeUnit.Nanosecond } timestamp => new TimestampType(TimeUnit.Nanosecond, timestamp.Timezone),
        DurationType { Unit: not TimeUnit.Nanosecond } => SqlTypes.Duration,
        Time32Type or Time64Type { Unit: not TimeUnit.Nanosecond } => SqlTypes.Time,
        Date64Type => SqlTypes.Date,
        LargeStringType or StringViewType => SqlTypes.Text,
        LargeBinaryType or BinaryViewType or FixedSizeBinaryType => SqlTypes.Blob,
        LargeListType or ListViewType or LargeListViewType => new ListType(((NestedType)type).Fields[0]),
        DictionaryType dictionary => Canonical(dictionary.ValueType),
        _ => type,
    };

    /// <summary>Whether a literal text is taken as a value of the type.</summary>
    public static bool IsReadFromText(IArrowType type) => SqlTypes.IsNumeric(type) || SqlTypes.IsTemporal(type) || type.TypeId == ArrowTypeId.Boolean
        || SqlTypes.IsBlob(type);

    private static StructType? CommonStruct(StructType left, StructType right)
    {
        if (left.Fields.Count != right.Fields.Count)
        {
            return null;
        }

        var fields = new Arrow.Field[left.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (left.Fields[i].Name != right.Fields[i].Name || CommonType(left.Fields[i].DataType, right.Fields[i].DataType) is not { } type)
            {
                return null;
            }

            fields[i] = new Arrow.Field(left.Fields[i].Name, type, true);
        }

        return new StructType(fields);
    }

    private static int ListCost(IArrowType from, IArrowType to)
    {
        var cost = Cost(SqlTypes.ElementOf(from), SqlTypes.ElementOf(to));
        return cost < 0 ? -1 : cost + 1;
    }

    private static bool IsFiner(TimeUnit from, TimeUnit to) => to >= from;

    private static int NumberCost(IArrowType from, IArrowType to)
    {
        // The ranks grow with what a type can hold; a step down is never implicit, but for UBIGINT into BIGINT, which is checked.
        var distance = Rank(to) - Rank(from);
        if (from.TypeId == ArrowTypeId.UInt64 && to.TypeId == ArrowTypeId.Int64)
        {
            return 4;
        }

        if (to is DecimalType target)
        {
            return DecimalTypes.IsSound(target) && DecimalTypes.Holding(from) is { } exact && exact.Scale <= target.Scale
                && exact.Precision - exact.Scale <= target.Precision - target.Scale ? (from is DecimalType ? 1 : 12) : -1;
        }

        if (distance <= 0 || (IsUnsigned(to) && !IsUnsigned(from)))
        {
            return -1;
        }

        // A value of 32 bits or more loses digits in a FLOAT.
        return to.TypeId == ArrowTypeId.Float && Rank(from) > Rank(UInt16Type.Default) ? distance + 20 : distance;
    }

    private static IArrowType? CommonNumber(IArrowType left, IArrowType right)
    {
        if (left is DecimalType || right is DecimalType)
        {
            return SqlTypes.IsFloating(left) || SqlTypes.IsFloating(right) ? SqlTypes.Double
                : DecimalTypes.Holding(left) is { } one && DecimalTypes.Holding(right) is { } other ? DecimalTypes.Common(one, other)
                : null;
        }

        if (SqlTypes.IsFloating(left) || SqlTypes.IsFloating(right))
        {
            // A value of 32 bits or more would lose digits in a FLOAT.
            var integer = SqlTypes.IsFloating(left) ? right : left;
            var isWide = left.TypeId == ArrowTypeId.Double || right.TypeId == ArrowTypeId.Double
                || (SqlTypes.IsInteger(integer) && Rank(integer) > Rank(UInt16Type.Default));
            return isWide ? SqlTypes.Double : SqlTypes.Float;
        }

        if (IsUnsigned(left) == IsUnsigned(right))
        {
            return Rank(left) >= Rank(right) ? left : right;
        }

        var (signed, unsigned) = IsUnsigned(left) ? (right, left) : (left, right);
        return unsigned.TypeId switch
        {
            ArrowTypeId.UInt8 => Rank(signed) > Rank(Int8Type.Default) ? signed : Int16Type.Default,
            ArrowTypeId.UInt16 => Rank(signed) > Rank(Int16Type.Default) ? signed : SqlTypes.Int,
            _ => SqlTypes.BigInt,
        };
    }

    private static bool IsUnsigned(IArrowType type) =>
        type.TypeId is ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64;

    private static int Rank(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Int8 => 0,
        ArrowTypeId.UInt8 => 1,
        ArrowTypeId.Int16 => 2,
        ArrowTypeId.UInt16 => 3,
        ArrowTypeId.Int32 => 4,
        ArrowTypeId.UInt32 => 5,
        ArrowTypeId.Int64 => 6,
        ArrowTypeId.UInt64 => 7,
        ArrowTypeId.HalfFloat => 8,
        ArrowTypeId.Float => 9,
        ArrowTypeId.Decimal32 or ArrowTypeId.Decimal64 or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256 => 10,
        _ => 11,
    };
}
