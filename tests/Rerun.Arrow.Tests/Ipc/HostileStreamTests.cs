using System.Buffers.Binary;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Tests.Arbitrary;
using Rerun.Arrow.Types;
using Rerun.Testing;

namespace Rerun.Arrow.Tests.Ipc;

/// <summary>Whatever the bytes are: a batch whose every value can be read, or an ArrowFormatException; never much memory.</summary>
public class HostileStreamTests(OfficialFiles files) : IClassFixture<OfficialFiles>
{
    private static readonly int[] Wrong = [0, 1, -1, -4, 4, 64, 0x7FFF_FFFF, int.MinValue, 0x0100_0000];

    [Fact]
    public void Any_word_may_be_wrong()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var bytes = Stream(seed);
            for (var position = 0; position + 4 <= bytes.Length; position += 4)
            {
                foreach (var wrong in Wrong)
                {
                    var damaged = (byte[])bytes.Clone();
                    BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(position), wrong);
                    AssertHarmless(damaged, $"seed {seed}, {wrong} at {position}");
                }
            }
        }
    }

    [Fact]
    public void Any_bits_may_be_flipped()
    {
        for (var seed = 0; seed < 6000; seed++)
        {
            var random = new Random(seed);
            var bytes = Stream(seed % 60);
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            AssertHarmless(bytes, $"seed {seed}");
        }
    }

    [Fact]
    public void The_stream_may_end_anywhere()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var bytes = Stream(seed);
            for (var length = 0; length < bytes.Length; length += 3)
            {
                AssertHarmless(bytes[..length], $"seed {seed}, {length} bytes");
            }
        }
    }

    [SharedFact("rerun")]
    public void Compressed_and_dictionary_encoded_streams_may_be_damaged()
    {
        foreach (var name in new[] { "lz4.stream", "deltas.stream", "v4.stream", "plain.file" })
        {
            var bytes = files.Bytes(name);
            for (var seed = 0; seed < 1500; seed++)
            {
                var random = new Random(seed);
                var damaged = (byte[])bytes.Clone();
                damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                AssertHarmless(damaged, $"{name}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Messages_name_the_place_and_what_was_expected()
    {
        var batch = new RecordBatch.Builder().Append("x", true, new Int64Array.Builder().AppendRange([1L, 2L]).AppendNull().Build()).Build();
        var bytes = ArrowStreamWriter.Serialize(batch.Schema, batch);

        var error = Assert.Throws<ArrowFormatException>(() => ReadAll(bytes[..^72]));
        Assert.Matches("At byte [0-9]+: a body of 128 bytes does not fit the 64 left", error.Message);
        Assert.NotNull(error.Position);
        error = Assert.Throws<ArrowFormatException>(() => ReadAll(bytes.AsSpan(bytes.Length - 8).ToArray()));
        Assert.Contains("expected a schema", error.Message);
    }

    [Fact]
    public void A_batch_is_refused_where_a_schema_is_expected_and_a_schema_where_a_batch_is()
    {
        var batch = new RecordBatch.Builder().Append("x", true, new Int64Array.Builder().Append(1).Build()).Build();
        var bytes = ArrowStreamWriter.Serialize(batch.Schema, batch);
        var position = 0;
        IpcMessage.TryRead(bytes, ref position, out _);

        Assert.Contains("RecordBatch", Assert.Throws<ArrowFormatException>(() => ReadAll(bytes[position..])).Message);
        Assert.Contains("second schema", Assert.Throws<ArrowFormatException>(() => ReadAll([.. bytes[..position], .. bytes])).Message);
    }

    [Fact]
    public void A_length_field_alone_allocates_nothing()
    {
        var bytes = new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xF8, 0xFF, 0xFF, 0x7F, 1, 2, 3 };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ArrowFormatException>(() => new ArrowStreamReader(new Unseekable(bytes)).ReadNextRecordBatch());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 << 20);
    }

    private static byte[] Stream(int seed)
    {
        for (var attempt = seed; ; attempt += 1000)
        {
            var random = new Random(attempt);
            var batch = new RandomArrays(random).Batch(random.Next(1, 3), random.Next(1, 12));
            if (!batch.Schema.FieldsList.Any(field => IpcRoundtripTests.HasDictionaryOfDictionaries(field.DataType)))
            {
                return ArrowStreamWriter.Serialize(batch.Schema, batch);
            }
        }
    }

    private static void AssertHarmless(byte[] bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batches = new List<RecordBatch>();
        try
        {
            batches = ReadAll(bytes);
        }
        catch (ArrowFormatException)
        {
            // The other allowed outcome.
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"{what}: {e}", e);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (300L * bytes.Length) + (1 << 20), $"{what}: {allocated} bytes allocated for {bytes.Length}.");
        foreach (var column in batches.SelectMany(batch => batch.Arrays))
        {
            try
            {
                PlainValues.Of(ArrowArrayFactory.Slice(column, 0, Math.Min(column.Length, 20)));
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"{what}, {column}: {e}", e);
            }
        }
    }

    private static List<RecordBatch> ReadAll(byte[] bytes)
    {
        using IArrowArrayStream reader = bytes.AsSpan().StartsWith("ARROW1"u8) ? new ArrowFileReader(bytes) : new ArrowStreamReader(bytes);
        var batches = new List<RecordBatch>();
        while (reader.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
