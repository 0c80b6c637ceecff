using System.Data;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Parameters;

/// <summary>How ADO.NET's names of types, the CLR's and Arrow's correspond for parameters.</summary>
internal static class ParameterTypes
{
    /// <summary>The type that follows from a value; <see cref="DbType.String"/> for null, as ADO.NET has it.</summary>
    public static DbType DbTypeOf(object? value) => value switch
    {
        bool => DbType.Boolean,
        sbyte => DbType.SByte,
        byte => DbType.Byte,
        short => DbType.Int16,
        ushort => DbType.UInt16,
        int => DbType.Int32,
        uint => DbType.UInt32,
        long => DbType.Int64,
        ulong => DbType.UInt64,
        float => DbType.Single,
        double => DbType.Double,
        decimal => DbType.Decimal,
        Guid => DbType.Guid,
        DateTime => DbType.DateTime2,
        Timestamp64 => DbType.DateTime2,
        DateTimeOffset => DbType.DateTimeOffset,
        DateOnly => DbType.Date,
        TimeOnly or TimeSpan or Duration64 => DbType.Time,
        byte[] or ReadOnlyMemory<byte> or Stream => DbType.Binary,
        null or DBNull or string or char or char[] => DbType.String,
        _ => DbType.Object,
    };

    /// <summary>The Arrow type of an explicit <see cref="DbType"/>, or null where the value decides.</summary>
    public static IArrowType? ArrowTypeOf(DbType type) => type switch
    {
        DbType.Boolean => BooleanType.Default,
        DbType.SByte => Int8Type.Default,
        DbType.Byte => UInt8Type.Default,
        DbType.Int16 => Int16Type.Default,
        DbType.UInt16 => UInt16Type.Default,
        DbType.Int32 => Int32Type.Default,
        DbType.UInt32 => UInt32Type.Default,
        DbType.Int64 => Int64Type.Default,
        DbType.UInt64 => UInt64Type.Default,
        DbType.Single => FloatType.Default,
        DbType.Double => DoubleType.Default,
        DbType.String or DbType.StringFixedLength or DbType.AnsiString or DbType.AnsiStringFixedLength or DbType.Xml => StringType.Default,
        DbType.Binary => BinaryType.Default,
        DbType.Guid => new FixedSizeBinaryType(16),
        DbType.Date => Date32Type.Default,
        DbType.DateTime or DbType.DateTime2 => new TimestampType(TimeUnit.Nanosecond),
        DbType.DateTimeOffset => new TimestampType(TimeUnit.Nanosecond, "UTC"),
        _ => null,
    };
}
