using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>A stream that another library lent.</summary>
internal sealed unsafe class ImportedArrayStream : IArrowArrayStream
{
    private CArrowArrayStream* _stream;

    public ImportedArrayStream(CArrowArrayStream* source)
    {
        _stream = CArrowArrayStream.Create();
        *_stream = *source;
        source->release = null;
        try
        {
            Schema = ReadSchema();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    ~ImportedArrayStream() => Free();

    public Schema Schema { get; }

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(ReadNext());
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private Schema ReadSchema()
    {
        CArrowSchema schema = default;
        Check(_stream->get_schema(_stream, &schema), "schema");
        return CArrowSchemaImporter.ImportSchema(&schema);
    }

    private RecordBatch? ReadNext()
    {
        ObjectDisposedException.ThrowIf(_stream == null, typeof(IArrowArrayStream));
        CArrowArray array = default;
        Check(_stream->get_next(_stream, &array), "next batch");
        GC.KeepAlive(this);
        return array.release == null ? null : CArrowArrayImporter.ImportRecordBatch(&array, Schema);
    }

    private void Check(int code, string what)
    {
        if (code != 0)
        {
            var text = _stream->get_last_error == null ? null : _stream->get_last_error(_stream);
            throw new IOException($"The stream does not give its {what}: {(text == null ? "no reason given" : CText.Read(text))} (error {code}).");
        }
    }

    private void Free()
    {
        var stream = _stream;
        _stream = null;
        CArrowArrayStream.Free(stream);
    }
}
