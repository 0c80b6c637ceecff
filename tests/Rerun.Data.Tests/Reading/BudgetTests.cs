using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>What reading may allocate: measured on this thread, warmed up, over many rows.</summary>
public sealed class BudgetTests
{
    private const int Rows = 10_000;

    [Fact]
    public void Read_and_typed_getters_of_fixed_width_columns_allocate_nothing() => AllocatesNothing(reader =>
    {
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + (long)reader.GetDouble(1) + (reader.IsDBNull(0) ? 1 : 0) + reader.GetDateTime(2).Ticks + (reader.GetBoolean(3) ? 1 : 0);
        }

        return sum;
    });

    [Fact]
    public void GetFieldValue_of_fixed_width_types_allocates_nothing() => AllocatesNothing(reader =>
    {
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetFieldValue<long>(0) + (long)reader.GetFieldValue<double>(1) + reader.GetFieldValue<DateTimeOffset>(2).Ticks
                + (reader.GetFieldValue<long?>(0) ?? 0) + reader.GetFieldValue<Timestamp64>(2).Nanoseconds + (reader.GetFieldValue<bool?>(3) is true ? 1 : 0);
        }

        return sum;
    });

    [Fact]
    public void GetFieldValue_of_memory_allocates_nothing_per_row() => AllocatesNothing(
        reader =>
        {
            long sum = 0;
            while (reader.Read())
            {
                sum += reader.GetFieldValue<ReadOnlyMemory<int>>(4).Length;
            }

            return sum;
        },
        perBatch: 200);

    [Fact]
    public async Task ReadAsync_of_buffered_rows_allocates_nothing()
    {
        await using var warm = Reader();
        await Drain(warm);
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            await using var reader = Reader();
            Assert.True(await reader.ReadAsync());
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 1; i < Rows; i++)
            {
                var read = reader.ReadAsync(CancellationToken.None);
                Assert.True(read.IsCompletedSuccessfully);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);

        static async Task Drain(RerunDataReader reader)
        {
            while (await reader.ReadAsync())
            {
            }
        }
    }

    [Fact]
    public void Equal_texts_in_a_row_are_one_string()
    {
        using var reader = Batches.Reader(Batches.Of(("partition", Batches.Texts("a-partition", "a-partition", "other"))));
        reader.Read();
        var first = reader.GetString(0);
        reader.Read();
        Assert.Same(first, reader.GetString(0));
        reader.Read();
        Assert.Equal("other", reader.GetString(0));
    }

    private static void AllocatesNothing(Func<RerunDataReader, long> read, long perBatch = 0)
    {
        for (var i = 0; i < 3; i++)
        {
            using var warm = Reader();
            read(warm);
        }

        // A collection that starts meanwhile on another thread takes the rest of this thread's allocation buffer, which the
        // counter then holds for allocated. What reading itself allocates shows every time, so the least of several runs counts.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10 && least > 512 + perBatch; attempt++)
        {
            using var reader = Reader();
            reader.Read();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                reader.IsDBNull(i);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            read(reader);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The end of the stream passes through the asynchronous core, once.
        Assert.InRange(least, 0, 512 + perBatch);
    }

    private static RerunDataReader Reader()
    {
        var numbers = new Int64Array.Builder();
        var reals = new DoubleArray.Builder();
        var times = new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond));
        var flags = new BooleanArray.Builder();
        var lists = new ListArray.Builder(Int32Type.Default);
        var items = (Int32Array.Builder)lists.ValueBuilder;
        for (var i = 0; i < Rows; i++)
        {
            numbers.Append(i);
            reals.Append(i / 3.0);
            times.Append(1_700_000_000_000_000_000L + i);
            flags.Append(i % 2 == 0);
            lists.Append();
            items.Append(i);
        }

        return Batches.Reader(Batches.Of(
            ("numbers", numbers.Build()), ("reals", reals.Build()), ("times", times.Build()), ("flags", flags.Build()), ("lists", lists.Build())));
    }
}
