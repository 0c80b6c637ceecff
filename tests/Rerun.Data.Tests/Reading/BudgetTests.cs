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

    [Fact]
    public void Texts_of_a_dictionary_are_made_once()
    {
        var indices = new Int32Array.Builder();
        for (var i = 0; i < Rows; i++)
        {
            indices.Append(i % 3);
        }

        var texts = new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices.Build(), Batches.Texts("one", "two", "three"));
        Assert.InRange(Least(() => Batches.Reader(Batches.Of(("texts", texts))), Length), 0, 1024);

        static long Length(RerunDataReader reader)
        {
            long sum = 0;
            while (reader.Read())
            {
                sum += reader.GetString(0).Length;
            }

            return sum;
        }
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 24)]
    [InlineData(2, 24)]
    [InlineData(3, 0)]
    public void GetValue_allocates_the_box_alone(int column, int box) => Assert.InRange(
        Least(Reader, reader =>
        {
            long sum = 0;
            while (reader.Read())
            {
                sum += reader.GetValue(column) is null ? 1 : 0;
            }

            return sum;
        }),
        0,
        ((long)box * Rows) + 512);

    [Fact]
    public void Truth_values_and_nulls_are_shared_objects()
    {
        using var reader = Batches.Reader(Batches.Of(("flags", new BooleanArray.Builder().Append(true).Append(true).AppendNull().Build())));
        reader.Read();
        var first = reader.GetValue(0);
        reader.Read();
        Assert.Same(first, reader.GetValue(0));
        reader.Read();
        Assert.Same(DBNull.Value, reader.GetValue(0));
    }

    [Fact]
    public void Spans_of_columns_allocate_nothing_per_value()
    {
        Assert.InRange(Least(Reader, Sum), 0, 1024);

        static long Sum(RerunDataReader reader)
        {
            long sum = 0;
            foreach (var value in reader.ReadBatch()!.Column<long>(0).Values)
            {
                sum += value;
            }

            return sum;
        }
    }

    private static long Least(Func<RerunDataReader> open, Func<RerunDataReader, long> read)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            using var reader = open();
            var before = GC.GetAllocatedBytesForCurrentThread();
            read(reader);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
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
