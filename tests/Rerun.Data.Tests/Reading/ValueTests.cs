using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>What each kind of column gives to each getter.</summary>
public sealed class ValueTests
{
    [Fact]
    public void Integers_are_read_by_every_integer_getter_that_they_fit()
    {
        using var reader = Batches.OnFirstRow(Batches.Longs(200));
        Assert.Equal(200L, reader.GetInt64(0));
        Assert.Equal(200, reader.GetInt32(0));
        Assert.Equal((short)200, reader.GetInt16(0));
        Assert.Equal(200u, reader.GetFieldValue<uint>(0));
        Assert.Equal(200m, reader.GetDecimal(0));
        Assert.Equal(200.0, reader.GetDouble(0));
        Assert.Equal((Int128)200, reader.GetFieldValue<Int128>(0));
        Assert.Equal((BigInteger)200, reader.GetFieldValue<BigInteger>(0));
        Assert.Equal(200L, reader.GetValue(0));
        Assert.Throws<OverflowException>(() => reader.GetFieldValue<sbyte>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetByte(0));
        Assert.Throws<InvalidCastException>(() => reader.GetBoolean(0));
        Assert.Throws<InvalidCastException>(() => reader.GetString(0));
        Assert.Throws<InvalidCastException>(() => reader.GetDateTime(0));
        Assert.Throws<InvalidCastException>(() => reader.GetGuid(0));
    }

    [Fact]
    public void Large_integers_are_refused_where_they_would_lose_digits()
    {
        using var reader = Batches.OnFirstRow(Batches.Longs(long.MaxValue));
        Assert.Throws<OverflowException>(() => reader.GetInt32(0));
        Assert.Throws<OverflowException>(() => reader.GetDouble(0));
        Assert.Throws<OverflowException>(() => reader.GetFloat(0));
        Assert.Equal(long.MaxValue, reader.GetDecimal(0));
        using var odd = Batches.OnFirstRow(Batches.Longs((1L << 53) + 1));
        Assert.Throws<OverflowException>(() => odd.GetDouble(0));
        using var even = Batches.OnFirstRow(Batches.Longs(1L << 53));
        Assert.Equal((double)(1L << 53), even.GetDouble(0));
        using var least = Batches.OnFirstRow(Batches.Longs(long.MinValue));
        Assert.Equal((double)long.MinValue, least.GetDouble(0));
    }

    [Fact]
    public void Unsigned_integers_above_the_signed_range_are_exact()
    {
        using var reader = Batches.OnFirstRow(new UInt64Array.Builder().Append(ulong.MaxValue).Build());
        Assert.Equal(ulong.MaxValue, reader.GetValue(0));
        Assert.Equal(ulong.MaxValue, reader.GetFieldValue<ulong>(0));
        Assert.Equal(ulong.MaxValue, reader.GetDecimal(0));
        Assert.Throws<OverflowException>(() => reader.GetInt64(0));
    }

    [Fact]
    public void Floats_widen_and_never_narrow()
    {
        using var half = Batches.OnFirstRow(new HalfFloatArray.Builder().Append((Half)1.5f).Build());
        Assert.Equal((Half)1.5, half.GetValue(0));
        Assert.Equal(1.5f, half.GetFloat(0));
        Assert.Equal(1.5, half.GetDouble(0));
        using var single = Batches.OnFirstRow(new FloatArray.Builder().Append(1.18E-38f).Build());
        Assert.Equal(1.18E-38f, single.GetFloat(0));
        Assert.Equal((double)1.18E-38f, single.GetDouble(0));
        Assert.Throws<InvalidCastException>(() => single.GetFieldValue<Half>(0));
        using var real = Batches.OnFirstRow(Batches.Doubles(0.5));
        Assert.Throws<InvalidCastException>(() => real.GetFloat(0));
        Assert.Throws<InvalidCastException>(() => real.GetInt64(0));
        Assert.Throws<InvalidCastException>(() => real.GetDecimal(0));
    }

    [Fact]
    public void Special_floats_survive()
    {
        using var reader = Batches.Reader(Batches.Of(("x", Batches.Doubles(double.NaN, double.NegativeInfinity, -0.0))));
        reader.Read();
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.NaN), BitConverter.DoubleToInt64Bits(reader.GetDouble(0)));
        reader.Read();
        Assert.Equal(double.NegativeInfinity, reader.GetValue(0));
        reader.Read();
        Assert.True(double.IsNegative(reader.GetFieldValue<double>(0)));
    }

    [Fact]
    public void Nulls_are_refused_by_plain_types_and_given_by_nullable_ones()
    {
        using var reader = Batches.Reader(Batches.Of(("n", Batches.Longs(null, 4)), ("t", Batches.Texts(null, "a"))));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        Assert.Same(DBNull.Value, reader.GetValue(0));
        Assert.Same(DBNull.Value, reader["t"]);
        Assert.Null(reader.GetFieldValue<long?>(0));
        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Same(DBNull.Value, reader.GetFieldValue<object>(0));
        Assert.Same(DBNull.Value, reader.GetFieldValue<DBNull>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<long>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetString(1));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<string>(1));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<Stream>(1));
        reader.Read();
        Assert.Equal(4L, reader.GetFieldValue<long?>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<DBNull>(0));
    }

    [Fact]
    public void A_refusal_names_column_and_types()
    {
        using var reader = Batches.OnFirstRow(Batches.Texts("a"));
        var fault = Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
        Assert.Contains("'value'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("utf8", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Int64", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimals_are_read_at_every_width()
    {
        using var reader = Batches.OnFirstRow(Decimals(new Decimal128Type(38, 3), 16, -1234567));
        Assert.Equal(typeof(decimal), reader.GetFieldType(0));
        Assert.Equal(-1234.567m, reader.GetDecimal(0));
        Assert.Equal(-1234.567, reader.GetDouble(0));
        Assert.Equal(-1234.567f, reader.GetFloat(0));
        Assert.Equal((Int128)(-1234567), reader.GetFieldValue<Int128>(0));
        Assert.Equal(new RerunDecimal(-1234567, 3), reader.GetProviderSpecificValue(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));
        using var narrow = Batches.OnFirstRow(Decimals(new Decimal32Type(9, 2), 4, 150));
        Assert.Equal(1.50m, narrow.GetDecimal(0));
        using var wide = Batches.OnFirstRow(Decimals(new Decimal256Type(76, 0), 32, BigInteger.Pow(10, 60)));
        Assert.Equal(BigInteger.Pow(10, 60), wide.GetFieldValue<BigInteger>(0));
        Assert.Equal(1e60, wide.GetDouble(0));
        Assert.Throws<OverflowException>(() => wide.GetDecimal(0));
        using var rounded = Batches.OnFirstRow(Decimals(new Decimal128Type(38, 15), 16, BigInteger.Pow(10, 35) - 1));
        Assert.Equal(99999999999999999999.999999999999999m, rounded.GetDecimal(0));
    }

    [Fact]
    public void Text_is_read_in_every_layout()
    {
        string[] texts = ["", "ä", "€uro and a text that is longer than twelve bytes", "🤖"];
        var view = new StringViewArray.Builder();
        foreach (var text in texts)
        {
            view.Append(text);
        }

        IArrowArray[] layouts = [Batches.Texts(texts), view.Build()];
        foreach (var layout in layouts)
        {
            using var reader = Batches.Reader(Batches.Of(("t", layout)));
            foreach (var text in texts)
            {
                Assert.True(reader.Read());
                Assert.Equal(text, reader.GetString(0));
                Assert.Equal(text, reader.GetFieldValue<string>(0));
                Assert.Equal(text, reader.GetValue(0));
                Assert.Equal(text, reader.GetTextReader(0).ReadToEnd());
                Assert.Equal(text, new StreamReader(reader.GetStream(0)).ReadToEnd());
                Assert.Equal(System.Text.Encoding.UTF8.GetBytes(text), reader.GetFieldValue<ReadOnlyMemory<byte>>(0).ToArray());
                Assert.Equal(text.ToCharArray(), reader.GetFieldValue<char[]>(0));
                Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<byte[]>(0));
            }
        }
    }

    [Fact]
    public void Bytes_are_read_in_every_layout()
    {
        byte[] sixteen = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        var fixedSize = new FixedSizeBinaryArray.Builder(16).Append(sixteen).Build();
        var binary = new BinaryArray.Builder().Append(sixteen.AsSpan()).Build();
        var view = new BinaryViewArray.Builder().Append(sixteen.AsSpan()).Build();
        foreach (var layout in new IArrowArray[] { fixedSize, binary, view })
        {
            using var reader = Batches.OnFirstRow(layout);
            Assert.Equal(typeof(byte[]), reader.GetFieldType(0));
            Assert.Equal(sixteen, reader.GetValue(0));
            Assert.Equal(sixteen, reader.GetFieldValue<byte[]>(0));
            Assert.Equal(new Guid(sixteen, bigEndian: true), reader.GetGuid(0));
            var target = new byte[20];
            Assert.Equal(16, reader.GetBytes(0, 0, null, 0, 0));
            Assert.Equal(6, reader.GetBytes(0, 10, target, 2, 18));
            Assert.Equal(sixteen[10..], target[2..8]);
            Assert.Equal(0, reader.GetBytes(0, 16, target, 0, 4));
            Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, -1, target, 0, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, 0, target, 21, 0));
            Assert.Throws<ArgumentException>(() => reader.GetBytes(0, 0, target, 10, 11));
        }
    }

    [Fact]
    public void A_uuid_is_a_guid()
    {
        var id = Guid.NewGuid();
        var field = new Field("id", new FixedSizeBinaryType(16), true, [new("ARROW:extension:name", "arrow.uuid")]);
        using var reader = Batches.Reader(Batches.Of(field, new FixedSizeBinaryArray.Builder(16).Append(id.ToByteArray(bigEndian: true)).Build()));
        reader.Read();
        Assert.Equal(typeof(Guid), reader.GetFieldType(0));
        Assert.Equal(id, reader.GetValue(0));
        Assert.Equal(id, reader.GetGuid(0));
        Assert.Equal(id, reader.GetFieldValue<Guid?>(0));
    }

    [Fact]
    public void Booleans_are_shared_boxes()
    {
        using var reader = Batches.OnFirstRow(new BooleanArray.Builder().Append(true).Build());
        Assert.Same(reader.GetValue(0), reader.GetValue(0));
        Assert.True(reader.GetBoolean(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(0));
    }

    [Fact]
    public void Enumerations_are_read_from_integers()
    {
        using var reader = Batches.OnFirstRow(Batches.Longs(3));
        Assert.Equal(DayOfWeek.Wednesday, reader.GetFieldValue<DayOfWeek>(0));
        Assert.Equal(DayOfWeek.Wednesday, reader.GetFieldValue<DayOfWeek?>(0));
    }

    [Fact]
    public void Slices_honour_their_offset()
    {
        var numbers = new Int64Array.Builder();
        var flags = new BooleanArray.Builder();
        for (var i = 0; i < 40; i++)
        {
            if (i % 3 == 0)
            {
                numbers.AppendNull();
            }
            else
            {
                numbers.Append(i);
            }

            flags.Append(i % 2 == 0);
        }

        var batch = Batches.Of(("n", numbers.Build()), ("b", flags.Build())).Slice(11, 20);
        using var reader = Batches.Reader(batch);
        for (var i = 11; i < 31; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i % 3 == 0, reader.IsDBNull(0));
            Assert.Equal(i % 3 == 0 ? null : i, reader.GetFieldValue<long?>(0));
            Assert.Equal(i % 2 == 0, reader.GetBoolean(1));
        }

        Assert.False(reader.Read());
    }

    private static IArrowArray Decimals(DecimalType type, int width, BigInteger unscaled)
    {
        var bytes = new byte[width];
        bytes.AsSpan().Fill(unscaled.Sign < 0 ? (byte)0xFF : (byte)0);
        unscaled.TryWriteBytes(bytes, out _);
        return ArrowArrayFactory.BuildArray(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)]));
    }
}
