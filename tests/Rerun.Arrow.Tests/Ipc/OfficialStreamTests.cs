using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;
using Rerun.Testing;

namespace Rerun.Arrow.Tests.Ipc;

public class OfficialStreamTests(OfficialFiles files) : IClassFixture<OfficialFiles>
{
    [SharedTheory("rerun")]
    [InlineData("plain.stream")]
    [InlineData("lz4.stream")]
    [InlineData("v4.stream")]
    [InlineData("legacy.stream")]
    public async Task Every_type_is_read_from_memory_and_from_a_stream(string name)
    {
        var expected = ReadAll(new ArrowStreamReader(files.Bytes("plain.stream")));
        var fromMemory = ReadAll(new ArrowStreamReader(files.Bytes(name)));
        using var reader = new ArrowStreamReader(new OneByteAtATime(files.Bytes(name)));
        var first = await reader.ReadNextRecordBatchAsync();

        Assert.Equal(2, fromMemory.Count);
        Assert.Equal(expected[0].Schema, fromMemory[0].Schema);
        for (var i = 0; i < 2; i++)
        {
            for (var column = 0; column < expected[i].ColumnCount; column++)
            {
                Assert.True(ArrayComparer.Equals(expected[i].Column(column), fromMemory[i].Column(column)), expected[i].Schema.FieldsList[column].Name);
            }
        }

        Assert.True(ArrayComparer.Equals(first!, expected[0]));
    }

    [SharedFact("rerun")]
    public void Values_of_some_types_are_the_ones_written()
    {
        var batch = ReadAll(new ArrowStreamReader(files.Bytes("plain.stream")))[1];

        Assert.Equal("value", batch.Schema.GetFieldByName("struct")!.Metadata["key of struct"]);
        Assert.Equal("the schema", batch.Schema.Metadata["of"]);
        Assert.Equal([2, null, 3, 4, 5], (Int32Array)batch.Column("int32"));
        Assert.Equal(["a", null, "", "a longer text than fits a view", "é1"], (StringArray)batch.Column("string"));
        Assert.Equal("a longer text than fits a view", ((StringViewArray)batch.Column("string_view")).GetString(3));
        Assert.Equal(-4.56m, ((Decimal128Array)batch.Column("decimal128")).GetValue(2));
        Assert.Equal("1.23", ((Decimal256Array)batch.Column("decimal256")).GetString(0));
        Assert.Equal(new DateOnly(2024, 1, 31), ((Date32Array)batch.Column("date32")).GetDateOnly(0));
        Assert.Equal(new Timestamp64(-3_000), ((TimestampArray)batch.Column("timestampus")).GetTimestamp64(2));
        Assert.Equal(new MonthDayNanosecondInterval(1, 2, 3), ((MonthDayNanosecondIntervalArray)batch.Column("interval")).GetValue(0));
        Assert.Equal((Half)6, ((HalfFloatArray)batch.Column("half")).GetValue(4));
        Assert.Equal(new short?[] { 3, null }, (Int16Array)((ListViewArray)batch.Column("list_view<item: int16>")).GetSlicedValues(3)!);
        var runs = (RunEndEncodedArray)batch.Column("runs");
        Assert.Equal([0, 0, 1, 2, 2], Enumerable.Range(0, 5).Select(runs.FindPhysicalIndex));
        Assert.True(runs.IsNull(2));
        Assert.Equal(1, runs.NullCount);
        var union = (DenseUnionArray)batch.Column("dense_union");
        Assert.Equal([false, false, true, false, true], Enumerable.Range(0, 5).Select(union.IsNull));
    }

    [SharedFact("rerun")]
    public void Dictionaries_grow_and_are_replaced()
    {
        var batches = ReadAll(new ArrowStreamReader(files.Bytes("deltas.stream")));

        Assert.Equal([["a", "b"], ["c", "a"], ["z", "z"]], batches.Select(Texts));

        static string?[] Texts(RecordBatch batch)
        {
            var array = (DictionaryArray)batch.Column(0);
            return [.. Enumerable.Range(0, array.Length).Select(i => ((StringArray)array.Dictionary).GetString(array.GetDictionaryIndex(i)))];
        }
    }

    [SharedTheory("rerun")]
    [InlineData("plain.file")]
    [InlineData("lz4.file")]
    public async Task Files_are_read_in_any_order(string name)
    {
        var expected = ReadAll(new ArrowStreamReader(files.Bytes("plain.stream")));
        using var fromMemory = new ArrowFileReader(files.Bytes(name));
        using var fromFile = ArrowFileReader.FromFile(files.PathOf(name));

        Assert.Equal(expected[0].Schema, fromMemory.Schema);
        Assert.Equal(2, await fromFile.RecordBatchCountAsync());
        Assert.True(ArrayComparer.Equals(expected[1], fromMemory.ReadRecordBatch(1)));
        Assert.True(ArrayComparer.Equals(expected[0], await fromFile.ReadRecordBatchAsync(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => fromFile.ReadRecordBatch(2));
    }

    [SharedFact("rerun")]
    public void Our_streams_are_read_by_pyarrow()
    {
        var batches = ReadAll(new ArrowStreamReader(files.Bytes("plain.stream")));

        files.AssertReadsTheSame(ArrowStreamWriter.Serialize(batches[0].Schema, [.. batches]), "plain.stream");
        files.AssertReadsTheSame(ArrowStreamWriter.Serialize(batches[0].Schema, [.. batches.Select(Sliced)]), "plain.stream");
    }

    [SharedFact("rerun")]
    public void Our_files_are_read_by_pyarrow()
    {
        var batches = ReadAll(new ArrowStreamReader(files.Bytes("plain.stream")));
        var stream = new MemoryStream();
        using (var writer = new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true))
        {
            batches.ForEach(writer.WriteRecordBatch);
            writer.WriteEnd();
        }

        files.AssertReadsTheSame(stream.ToArray(), "plain.file");
    }

    // The same rows, but as a slice out of more.
    private static RecordBatch Sliced(RecordBatch batch)
    {
        var arrays = batch.Arrays.Select(array => ArrowArrayConcatenator.Concatenate([ArrowArrayFactory.Slice(array, 2, 3), array, array]));
        return new RecordBatch(batch.Schema, arrays, 13).Slice(3, 5);
    }

    [SharedFact("rerun")]
    public void An_unsupported_codec_is_named()
    {
        var error = Assert.Throws<ArrowFormatException>(() => ReadAll(new ArrowStreamReader(files.Bytes("zstd.stream"))));
        Assert.Contains("ZSTD", error.Message);
    }

    [SharedFact("rerun")]
    public void A_known_schema_need_not_be_decoded_again()
    {
        var bytes = files.Bytes("plain.stream");
        var schema = ArrowStreamReader.ReadSchema(bytes);
        using var reader = new ArrowStreamReader(bytes, schema);

        Assert.Same(schema.Schema, reader.ReadNextRecordBatch()!.Schema);
    }

    private static List<RecordBatch> ReadAll(ArrowStreamReader reader)
    {
        var batches = new List<RecordBatch>();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
