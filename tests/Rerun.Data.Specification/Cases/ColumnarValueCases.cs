using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Specification.Cases;

/// <summary>Values that only columnar sources have: lists, nanoseconds, unsigned integers, special floats.</summary>
public sealed class ColumnarValueCases
{
    [Fact]
    [Case]
    public async Task GetFieldValue_of_nullable_returns_null()
    {
        using DbDataReader reader = Batches.Reader(Batches.Of(("n", Batches.Longs(null, 5)), ("l", Batches.Lists(null, [1]))));
        reader.Read();
        Assert.Null(reader.GetFieldValue<long?>(0));
        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Null(await reader.GetFieldValueAsync<double?>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<long>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int?[]>(1));
        reader.Read();
        Assert.Equal(5, reader.GetFieldValue<long?>(0));
    }

    [Fact]
    [Case]
    public void GetFieldValue_of_array_and_memory()
    {
        var floats = new FloatArray.Builder().Append(1).Append(2).Append(3).Append(4).Build();
        var pairs = new FixedSizeListArray(new FixedSizeListType(new Field("item", FloatType.Default, false), 2), 2, floats, ArrowBuffer.Empty);
        using DbDataReader reader = Batches.Reader(Batches.Of(("l", Batches.Lists([7, 8], [])), ("f", pairs)));
        reader.Read();
        Assert.Equal([7, 8], reader.GetFieldValue<int[]>(0));
        Assert.Equal([7L, 8L], reader.GetFieldValue<long[]>(0));
        Assert.Equal([7, 8], reader.GetFieldValue<List<int>>(0));
        Assert.Equal([7, 8], reader.GetFieldValue<IReadOnlyList<int?>>(0));
        Assert.Equal([7, 8], reader.GetFieldValue<ReadOnlyMemory<int>>(0).ToArray());
        Assert.Equal([1f, 2f], reader.GetFieldValue<float[]>(1));
        Assert.Equal([1f, 2f], reader.GetFieldValue<ReadOnlyMemory<float>>(1).ToArray());
        reader.Read();
        Assert.Empty(reader.GetFieldValue<int[]>(0));
        Assert.Equal([3f, 4f], reader.GetFieldValue<List<float>>(1));
    }

    [Theory]
    [InlineData(1_700_000_000_123_456_789)]
    [InlineData(-1)]
    [InlineData(-1_700_000_000_123_456_789)]
    [Case]
    public void Timestamp_ns_is_lossless(long value)
    {
        using var reader = Batches.OnFirstRow(Batches.Timestamps(new TimestampType(TimeUnit.Nanosecond), value));
        Assert.Equal(value, reader.GetInt64(0));
        Assert.Equal(value, reader.GetFieldValue<Timestamp64>(0).Nanoseconds);
        Assert.Equal(new Timestamp64(value), reader.GetProviderSpecificValue(0));
        var ticks = DateTime.UnixEpoch.Ticks + (long)Math.Floor(value / 100m);
        Assert.Equal(ticks, reader.GetDateTime(0).Ticks);
        Assert.Equal(ticks, ((DateTime)reader.GetValue(0)).Ticks);
        Assert.Equal(ticks, reader.GetFieldValue<DateTimeOffset>(0).UtcTicks);
    }

    [Fact]
    [Case]
    public void Timestamp_ns_extremes()
    {
        using var reader = Batches.Reader(Batches.Of(("t", Batches.Timestamps(new TimestampType(TimeUnit.Nanosecond), long.MinValue, long.MaxValue))));
        reader.Read();
        Assert.Equal("1677-09-21 00:12:43.1452241", reader.GetDateTime(0).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        Assert.Equal(long.MinValue, reader.GetInt64(0));
        Assert.Equal(1, reader.GetValues(new object[1]));
        reader.Read();
        Assert.Equal("2262-04-11 23:47:16.8547758", reader.GetDateTime(0).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        Assert.Equal(long.MaxValue, reader.GetFieldValue<Timestamp64>(0).Nanoseconds);
    }

    [Fact]
    [Case]
    public void UInt64_above_Int64_max()
    {
        using DbDataReader reader = Batches.OnFirstRow(new UInt64Array.Builder().Append(ulong.MaxValue).Build());
        Assert.Equal(ulong.MaxValue, reader.GetFieldValue<ulong>(0));
        Assert.Equal(ulong.MaxValue, reader.GetValue(0));
        Assert.IsType<OverflowException>(Record.Exception(() => reader.GetInt64(0)));
        Assert.IsType<OverflowException>(Record.Exception(() => reader.GetFieldValue<int>(0)));
        Assert.Equal(ulong.MaxValue, reader.GetDecimal(0));
    }

    [Fact]
    [Case]
    public void Half_and_float_special_values()
    {
        var payload = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_1234);
        double[] doubles = [payload, double.PositiveInfinity, double.NegativeInfinity, -0.0];
        Half[] halves = [Half.NaN, Half.PositiveInfinity, Half.NegativeInfinity, Half.NegativeZero];
        var half = ArrowArrayFactory.BuildArray(new ArrayData(
            HalfFloatType.Default, 4, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(MemoryMarshal.AsBytes(halves.AsSpan()).ToArray())]));
        using DbDataReader reader = Batches.Reader(Batches.Of(("d", Batches.Doubles([.. doubles.Select(value => (double?)value)])), ("h", half)));
        for (var i = 0; i < 4; i++)
        {
            reader.Read();
            Assert.Equal(BitConverter.DoubleToUInt64Bits(doubles[i]), BitConverter.DoubleToUInt64Bits(reader.GetDouble(0)));
            Assert.Equal(BitConverter.DoubleToUInt64Bits(doubles[i]), BitConverter.DoubleToUInt64Bits((double)reader.GetValue(0)));
            Assert.Equal(BitConverter.HalfToUInt16Bits(halves[i]), BitConverter.HalfToUInt16Bits(reader.GetFieldValue<Half>(1)));
            Assert.Equal((double)halves[i], reader.GetDouble(1));
        }
    }

    [Fact]
    [Case]
    public void Accessors_allocate_nothing()
    {
        var batch = Batches.Of(
            ("n", Batches.Longs([.. Enumerable.Range(0, 10_000).Select(i => (long?)i)])), ("d", Batches.Doubles([.. Enumerable.Range(0, 10_000).Select(i => (double?)i)])),
            ("t", Batches.Timestamps(new TimestampType(TimeUnit.Nanosecond), [.. Enumerable.Range(0, 10_000).Select(i => (long?)i)])));

        // The least of several runs: a collection on another thread counts as allocated here.
        var least = long.MaxValue;
        for (var run = 0; run < 20 && least > 0; run++)
        {
            using var reader = Batches.Reader(batch);
            reader.Read();
            var sum = reader.GetInt64(0) + (long)reader.GetDouble(1) + reader.GetDateTime(2).Ticks;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 1; i < 10_000; i++)
            {
                reader.Read();
                sum += reader.IsDBNull(0) ? 0 : reader.GetInt64(0) + (long)reader.GetDouble(1) + reader.GetDateTime(2).Ticks + reader.GetFieldValue<long>(0);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.NotEqual(0, sum);
        }

        Assert.Equal(0, least);
    }
}
