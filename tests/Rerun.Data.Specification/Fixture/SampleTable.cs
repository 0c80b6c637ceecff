using System.Data;
using System.Globalization;
using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Specification.Fixture;

/// <summary>The table of samples: a row per kind, a column per type. A kind that a type has no sample of is null there.</summary>
internal static class SampleTable
{
    private static readonly long?[] Bits = [null, null, 0, 1, 0, 1];

    public static RecordBatch Create()
    {
        (Field Field, IArrowArray Array)[] columns =
        [
            Column("kind", new StringArray.Builder().AppendRange(Enum.GetNames<Kind>()).Build()),
            Column(DbType.Boolean, Build(new BooleanArray.Builder(), Bits, (builder, value) => builder.Append(value != 0), builder => builder.AppendNull())),
            Column(DbType.Byte, Numbers<byte, UInt8Array, UInt8Array.Builder>(new(), [null, null, 0, 1, byte.MinValue, byte.MaxValue])),
            Column(DbType.SByte, Numbers<sbyte, Int8Array, Int8Array.Builder>(new(), [null, null, 0, 1, sbyte.MinValue, sbyte.MaxValue])),
            Column(DbType.Int16, Numbers<short, Int16Array, Int16Array.Builder>(new(), [null, null, 0, 1, short.MinValue, short.MaxValue])),
            Column(DbType.UInt16, Numbers<ushort, UInt16Array, UInt16Array.Builder>(new(), [null, null, 0, 1, ushort.MinValue, ushort.MaxValue])),
            Column(DbType.Int32, Numbers<int, Int32Array, Int32Array.Builder>(new(), [null, null, 0, 1, int.MinValue, int.MaxValue])),
            Column(DbType.UInt32, Numbers<uint, UInt32Array, UInt32Array.Builder>(new(), [null, null, 0, 1, uint.MinValue, uint.MaxValue])),
            Column(DbType.Int64, Numbers<long, Int64Array, Int64Array.Builder>(new(), [null, null, 0, 1, long.MinValue, long.MaxValue])),
            Column(DbType.UInt64, Numbers<ulong, UInt64Array, UInt64Array.Builder>(new(), [null, null, 0, 1, ulong.MinValue, ulong.MaxValue])),
            Column(DbType.Single, Numbers<float, FloatArray, FloatArray.Builder>(new(), [null, null, 0, 1, 1.18e-38f, 3.40e38f])),
            Column(DbType.Double, Numbers<double, DoubleArray, DoubleArray.Builder>(new(), [null, null, 0, 1, 2.23e-308, 1.79e308])),
            Column(DbType.Decimal, Decimals(38, 15, [null, null, 0, BigInteger.Pow(10, 15), 1, BigInteger.Pow(10, 35) - 1])),
            Column(DbType.Currency, Decimals(19, 4, [null, null, 0, 10_000, long.MinValue, long.MaxValue])),
            Column(DbType.String, new StringArray.Builder().AppendRange([null, "", "0", "1", null, null]).Build()),
            Column(DbType.Binary, Bytes(null, [], [0x00], [0x11], null, null)),
            Uuids(null, null, Guid.Empty, new("11111111-1111-1111-1111-111111111111"), new("33221100-5544-7766-9988-aabbccddeeff"), new("ccddeeff-aabb-8899-7766-554433221100")),
            Column(DbType.Date, Numbers<int, Date32Array, Date32Array.Builder>(new(), [null, null, null, Days("1111-11-11"), Days("0001-01-01"), Days("9999-12-31")])),
            Column(DbType.DateTime, Times(null)),
            Column(DbType.DateTimeOffset, Times("UTC")),
            Column(DbType.Time, TimesOfDay("00:00", "11:11:11.111", "00:00", "23:59:59.999")),
        ];
        return new RecordBatch(new Schema(columns.Select(column => column.Field)), columns.Select(column => column.Array), 6);
    }

    private static (Field Field, IArrowArray Array) Column(DbType type, IArrowArray array) => Column(type.ToString(), array);

    private static (Field Field, IArrowArray Array) Column(string name, IArrowArray array) => (new Field(name, array.Data.DataType, nullable: true), array);

    private static IArrowArray Numbers<T, TArray, TBuilder>(TBuilder builder, T?[] values)
        where T : unmanaged
        where TArray : PrimitiveArray<T>
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
    {
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    private static BooleanArray Build(
        BooleanArray.Builder builder, long?[] values, Action<BooleanArray.Builder, long> append, Action<BooleanArray.Builder> appendNull)
    {
        foreach (var value in values)
        {
            if (value is { } known)
            {
                append(builder, known);
            }
            else
            {
                appendNull(builder);
            }
        }

        return builder.Build();
    }

    private static IArrowArray Decimals(int precision, int scale, BigInteger?[] unscaled)
    {
        var bytes = new byte[16 * unscaled.Length];
        byte valid = 0;
        for (var i = 0; i < unscaled.Length; i++)
        {
            if (unscaled[i] is { } value)
            {
                valid |= (byte)(1 << i);
                var place = bytes.AsSpan(16 * i, 16);
                place.Fill(value.Sign < 0 ? (byte)0xFF : (byte)0);
                value.TryWriteBytes(place, out _);
            }
        }

        return ArrowArrayFactory.BuildArray(
            new ArrayData(new Decimal128Type(precision, scale), unscaled.Length, -1, 0, [new ArrowBuffer(new[] { valid }), new ArrowBuffer(bytes)]));
    }

    private static BinaryArray Bytes(params byte[]?[] values)
    {
        var builder = new BinaryArray.Builder();
        foreach (var value in values)
        {
            if (value is null)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(value.AsSpan());
            }
        }

        return builder.Build();
    }

    private static (Field Field, IArrowArray Array) Uuids(params Guid?[] values)
    {
        var builder = new FixedSizeBinaryArray.Builder(16);
        foreach (var value in values)
        {
            if (value is { } id)
            {
                builder.Append(id.ToByteArray(bigEndian: true));
            }
            else
            {
                builder.AppendNull();
            }
        }

        return (new Field(nameof(DbType.Guid), new FixedSizeBinaryType(16), true, [new("ARROW:extension:name", "arrow.uuid")]), builder.Build());
    }

    private static IArrowArray Times(string? zone)
    {
        var type = new TimestampType(TimeUnit.Millisecond, zone);
        return Numbers<long, TimestampArray, TimestampArray.Builder>(
            new(type), [null, null, null, Milliseconds("1111-11-11 11:11:11.111"), Milliseconds("0001-01-01"), Milliseconds("9999-12-31 23:59:59.999")]);
    }

    private static IArrowArray TimesOfDay(string zero, string one, string least, string most)
    {
        var builder = new Time64Array.Builder(new Time64Type(TimeUnit.Microsecond));
        builder.AppendNull();
        builder.AppendNull();
        foreach (var time in new[] { zero, one, least, most })
        {
            builder.Append(TimeOnly.Parse(time, CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }

    private static int Days(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    private static long Milliseconds(string time) =>
        (DateTime.Parse(time, CultureInfo.InvariantCulture).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
