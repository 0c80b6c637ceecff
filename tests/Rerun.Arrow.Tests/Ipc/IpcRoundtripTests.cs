using Rerun.Arrow.Ipc;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Tests.Arbitrary;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Ipc;

public class IpcRoundtripTests
{
    [Fact]
    public void Random_batches_come_back_equal()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var batch = new RandomArrays(random).Batch(random.Next(5), random.Next(50));
            if (batch.Schema.FieldsList.Any(field => HasDictionaryOfDictionaries(field.DataType)))
            {
                continue;
            }

            try
            {
                using var reader = new ArrowStreamReader(ArrowStreamWriter.Serialize(batch.Schema, batch, batch));
                var first = reader.ReadNextRecordBatch()!;
                var second = reader.ReadNextRecordBatch()!;

                Assert.Equal(batch.Schema, first.Schema);
                Assert.Equal(batch.Length, first.Length);
                for (var i = 0; i < batch.ColumnCount; i++)
                {
                    Assert.Equal(PlainValues.Of(batch.Column(i)), PlainValues.Of(first.Column(i)));
                    Assert.True(ArrayComparer.Equals(batch.Column(i), second.Column(i)));
                }

                Assert.Null(reader.ReadNextRecordBatch());
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed}, {batch}: {e.Message}", e);
            }
        }
    }

    [Fact]
    public void A_slice_writes_only_its_own_bytes()
    {
        var text = new StringArray.Builder();
        var list = new ListArray.Builder(Int64Type.Default);
        var views = new StringViewArray.Builder();
        for (var i = 0; i < 10_000; i++)
        {
            text.Append($"text number {i}");
            views.Append($"a longer text number {i}");
            list.Append();
            ((Int64Array.Builder)list.ValueBuilder).Append(i).Append(-i);
        }

        var batch = new RecordBatch.Builder()
            .Append("text", true, text.Build()).Append("list", true, list.Build()).Append("views", true, views.Build()).Build().Slice(5_000, 10);
        var bytes = ArrowStreamWriter.Serialize(batch.Schema, batch);

        Assert.True(bytes.Length < 3_000, $"{bytes.Length} bytes");
        using var reader = new ArrowStreamReader(bytes);
        Assert.True(ArrayComparer.Equals(batch, reader.ReadNextRecordBatch()!));
    }

    [Fact]
    public async Task Bodies_are_aligned_to_64_bytes_in_streams_and_files()
    {
        var batch = new RandomArrays(new Random(1)).Batch(4, 33);
        var stream = new MemoryStream();
        await using (stream)
        {
            using var writer = new ArrowFileWriter(stream, batch.Schema, leaveOpen: true);
            await writer.WriteRecordBatchAsync(batch);
            await writer.WriteEndAsync();
        }

        var bytes = stream.ToArray();
        var position = 8;
        while (IpcMessage.TryRead(bytes, ref position, out var message))
        {
            Assert.Equal(0, (message.Position + message.Metadata.Length) % 64);
            Assert.Equal(0, message.Body.Length % 64);
        }
    }

    [Fact]
    public void Streams_replace_dictionaries_and_send_growth_as_deltas()
    {
        var type = new DictionaryType(Int8Type.Default, StringType.Default, false);
        var schema = new Schema([new Field("d", type, true)]);
        RecordBatch[] batches = [Batch(["a"], [0]), Batch(["a", "b"], [1]), Batch(["a", "b"], [0]), Batch(["x"], [0])];
        var bytes = ArrowStreamWriter.Serialize(schema, batches);

        var kinds = new List<IpcMessageKind>();
        for (var position = 0; IpcMessage.TryRead(bytes, ref position, out var message);)
        {
            kinds.Add(message.Kind);
        }

        Assert.Equal(
            [IpcMessageKind.Schema, IpcMessageKind.DictionaryBatch, IpcMessageKind.RecordBatch, IpcMessageKind.DictionaryBatch, IpcMessageKind.RecordBatch,
                IpcMessageKind.RecordBatch, IpcMessageKind.DictionaryBatch, IpcMessageKind.RecordBatch],
            kinds);
        using var reader = new ArrowStreamReader(bytes);
        foreach (var batch in batches)
        {
            Assert.True(ArrayComparer.Equals(batch, reader.ReadNextRecordBatch()!));
        }

        using var file = new ArrowFileWriter(new MemoryStream(), schema);
        file.WriteRecordBatch(batches[0]);
        file.WriteRecordBatch(batches[1]);
        Assert.Throws<NotSupportedException>(() => file.WriteRecordBatch(batches[3]));

        RecordBatch Batch(string[] words, sbyte[] indices) => new(
            schema,
            [new DictionaryArray(type, new Int8Array.Builder().AppendRange(indices).Build(), new StringArray.Builder().AppendRange(words).Build())],
            indices.Length);
    }

    [Fact]
    public void An_empty_stream_has_a_schema_and_no_batch()
    {
        var schema = new Schema([], [new("k", "v")]);
        using var reader = new ArrowStreamReader(ArrowStreamWriter.Serialize(schema));

        Assert.Equal(schema, reader.Schema);
        Assert.Null(reader.ReadNextRecordBatch());
    }

    [Fact]
    public void A_batch_that_does_not_fit_the_schema_is_refused()
    {
        using var writer = new ArrowStreamWriter(new MemoryStream(), new Schema([new Field("x", Int32Type.Default, true)]));

        Assert.Throws<ArgumentException>(() => writer.WriteRecordBatch(new RecordBatch.Builder().Append("x", true, NullArrays.Create(Int64Type.Default, 1)).Build()));
    }

    internal static bool HasDictionaryOfDictionaries(IArrowType type) => type switch
    {
        DictionaryType dictionary => dictionary.ValueType is DictionaryType || HasDictionaryOfDictionaries(dictionary.ValueType),
        NestedType nested => nested.Fields.Any(field => HasDictionaryOfDictionaries(field.DataType)),
        _ => false,
    };
}
