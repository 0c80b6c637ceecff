using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.C;
using Rerun.Arrow.Tests.Arbitrary;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.C;

public unsafe class CDataTests
{
    private static int _releases;
    private static delegate* unmanaged[Cdecl]<CArrowArray*, void> _inner;

    [Fact]
    public void Structures_have_the_layout_of_the_standard()
    {
        Assert.Equal(72, sizeof(CArrowSchema));
        Assert.Equal(80, sizeof(CArrowArray));
        Assert.Equal(40, sizeof(CArrowArrayStream));
        CArrowArray array = default;
        Assert.Equal(64, (byte*)&array.release - (byte*)&array);
        CArrowSchema schema = default;
        Assert.Equal(56, (byte*)&schema.release - (byte*)&schema);
    }

    [Fact]
    public void Random_arrays_and_their_types_come_back_equal()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var arrays = new RandomArrays(random);
            var field = arrays.Field("name", 3);
            var array = arrays.Array(field.DataType, random.Next(40));
            var cSchema = CArrowSchema.Create();
            var cArray = CArrowArray.Create();
            try
            {
                CArrowSchemaExporter.ExportField(field, cSchema);
                CArrowArrayExporter.ExportArray(array, cArray);
                var importedField = CArrowSchemaImporter.ImportField(cSchema);
                var imported = CArrowArrayImporter.ImportArray(cArray, importedField.DataType);

                Assert.Equal(field, importedField);
                Assert.Equal(PlainValues.Of(array), PlainValues.Of(imported));
                Assert.True(cSchema->release == null && cArray->release == null);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed}, {array}: {e.Message}", e);
            }
            finally
            {
                CArrowSchema.Free(cSchema);
                CArrowArray.Free(cArray);
            }
        }
    }

    [Fact]
    public void Nothing_is_copied()
    {
        var array = new Int64Array.Builder().AppendRange([1L, 2L, 3L]).Build();
        var exported = CArrowArray.Create();
        CArrowArrayExporter.ExportArray(array.Slice(1, 2), exported);
        fixed (long* values = ((Int64Array)array.Slice(0, 3)).Values)
        {
            Assert.Equal((nint)values, (nint)exported->buffers[1]);
            Assert.Equal(1, exported->offset);
            Assert.True(exported->buffers[0] == null);
        }

        CArrowArray.Free(exported);
    }

    [Fact]
    public void An_imported_batch_is_released_once_when_nothing_refers_to_it()
    {
        var holder = new StrongBox<RecordBatch?>();
        ImportAndSlice(holder);
        Collect();
        Assert.Equal(0, _releases);
        AssertReadsAndForget(holder);
        for (var i = 0; i < 20 && _releases == 0; i++)
        {
            Collect();
        }

        Assert.Equal(1, _releases);
    }

    [Fact]
    public void What_was_exported_lives_on_without_its_batch()
    {
        var exported = CArrowArray.Create();
        ExportFreshText(exported);
        Collect();
        using var batch = CArrowArrayImporter.ImportRecordBatch(exported, TextSchema);
        CArrowArray.Free(exported);

        Assert.Equal("a", ((StringArray)batch.Column(0)).GetString(0));
    }

    [Fact]
    public void Streams_go_both_ways()
    {
        RecordBatch[] batches = [Text("a", "b"), Text("c")];
        using var imported = Through(new BatchStream(TextSchema, batches, null));

        Assert.Equal(TextSchema, imported.Schema);
        Assert.True(ArrayComparer.Equals(batches[0], Next(imported)!));
        Assert.True(ArrayComparer.Equals(batches[1], Next(imported)!));
        Assert.Null(Next(imported));
    }

    [Fact]
    public void Errors_of_a_stream_come_through_and_its_end_disposes_it()
    {
        var source = new BatchStream(TextSchema, [Text("a")], new InvalidOperationException("The well is dry."));
        var imported = Through(source);
        Assert.NotNull(Next(imported));
        var error = Assert.Throws<IOException>(() => Next(imported));

        Assert.Contains("The well is dry.", error.Message);
        imported.Dispose();
        Assert.True(source.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => Next(imported));
    }

    [Theory]
    [InlineData("buffers")]
    [InlineData("length")]
    [InlineData("null count")]
    [InlineData("missing buffer")]
    [InlineData("offsets")]
    [InlineData("children")]
    public void Malformed_arrays_are_refused_and_released(string fault)
    {
        var exported = CArrowArray.Create();
        CArrowArrayExporter.ExportArray(Text("a", "b").Column(0), exported);
        switch (fault)
        {
            case "buffers":
                exported->n_buffers = 2;
                break;
            case "length":
                exported->length = long.MaxValue;
                break;
            case "null count":
                exported->null_count = 3;
                break;
            case "missing buffer":
                exported->buffers[2] = null;
                break;
            case "offsets":
                ((int*)exported->buffers[1])[1] = 77;
                break;
            default:
                exported->n_children = 1;
                break;
        }

        Count(exported);
        Assert.Throws<ArrowFormatException>(() => CArrowArrayImporter.ImportArray(exported, StringType.Default));
        if (fault != "children")
        {
            Assert.Equal(1, _releases);
        }

        NativeMemory.Free(exported);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("tsx:UTC")]
    [InlineData("ts")]
    [InlineData("w:-1")]
    [InlineData("w:x")]
    [InlineData("d:1")]
    [InlineData("d:1,2,17")]
    [InlineData("+l")]
    [InlineData("+ud:1")]
    [InlineData("w:99999999999")]
    public void Malformed_formats_are_refused(string format)
    {
        var schema = CArrowSchema.Create();
        CArrowSchemaExporter.ExportType(Int32Type.Default, schema);
        NativeMemory.Free(schema->format);
        schema->format = CText.Write(format);

        Assert.Throws<ArrowFormatException>(() => CArrowSchemaImporter.ImportType(schema));
        Assert.True(schema->release == null);
        CArrowSchema.Free(schema);
    }

    private static Schema TextSchema { get; } = new([new Field("text", StringType.Default, true)], [new("k", "v")]);

    private static RecordBatch Text(params string[] texts) =>
        new(TextSchema, [new StringArray.Builder().AppendRange(texts).Build()], texts.Length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExportFreshText(CArrowArray* exported) => CArrowArrayExporter.ExportRecordBatch(Text("a", "b"), exported);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ImportAndSlice(StrongBox<RecordBatch?> holder)
    {
        var exported = CArrowArray.Create();
        ExportFreshText(exported);
        Count(exported);
        var batch = CArrowArrayImporter.ImportRecordBatch(exported, TextSchema);
        CArrowArray.Free(exported);
        holder.Value = batch.Slice(1, 1);
        batch.Dispose();
        batch.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AssertReadsAndForget(StrongBox<RecordBatch?> holder)
    {
        Assert.Equal("b", ((StringArray)holder.Value!.Column(0)).GetString(0));
        holder.Value = null;
    }

    private static RecordBatch? Next(IArrowArrayStream stream) => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    private static IArrowArrayStream Through(IArrowArrayStream source)
    {
        var stream = CArrowArrayStream.Create();
        CArrowArrayStreamExporter.ExportArrayStream(source, stream);
        try
        {
            return CArrowArrayStreamImporter.ImportArrayStream(stream);
        }
        finally
        {
            CArrowArrayStream.Free(stream);
        }
    }

    private static void Count(CArrowArray* array)
    {
        _releases = 0;
        _inner = array->release;
        array->release = &CountedRelease;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountedRelease(CArrowArray* array)
    {
        _releases++;
        // A wrong number of children would lead the true release astray.
        array->n_children = array->children == null ? 0 : array->n_children;
        _inner(array);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class BatchStream(Schema schema, IEnumerable<RecordBatch> batches, Exception? atEnd) : IArrowArrayStream
    {
        private readonly Queue<RecordBatch> _batches = new(batches);

        public Schema Schema => schema;

        public bool IsDisposed { get; private set; }

        public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
            _batches.TryDequeue(out var batch) ? new(batch) : atEnd is null ? default : throw atEnd;

        public void Dispose() => IsDisposed = true;
    }
}
