using Rerun.Arrow;
using Rerun.Arrow.Ipc;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Reads the batches of an Arrow file, in the IPC file or the IPC stream format.</summary>
internal sealed class ArrowFileStream : IArrowArrayStream
{
    private const int FileMagicLength = 8;

    private readonly string _path;
    private readonly ArrowStreamReader _reader;

    private ArrowFileStream(string path, ArrowStreamReader reader, Schema schema)
    {
        _path = path;
        _reader = reader;
        Schema = schema;
    }

    public Schema Schema { get; }

    /// <exception cref="RerunException">The file cannot be read, or is no Arrow file.</exception>
    public static ArrowFileStream Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

            // The file format is the stream format between a magic word and an index, which reading in order does not need.
            Span<byte> magic = stackalloc byte[FileMagicLength];
            var isFile = stream.ReadAtLeast(magic, FileMagicLength, throwOnEndOfStream: false) == FileMagicLength && magic.StartsWith("ARROW1"u8);
            stream.Position = isFile ? FileMagicLength : 0;
            var reader = new ArrowStreamReader(stream);
            return new ArrowFileStream(path, reader, reader.Schema);
        }
        catch (Exception exception) when (exception is ArrowFormatException or IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw Fault(path, exception);
        }
    }

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _reader.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArrowFormatException or IOException)
        {
            throw Fault(_path, exception);
        }
    }

    /// <summary>The next batch, or null at the end.</summary>
    /// <exception cref="RerunException">The file cannot be read, or is faulty.</exception>
    public RecordBatch? ReadNext()
    {
        try
        {
            return _reader.ReadNextRecordBatch();
        }
        catch (Exception exception) when (exception is ArrowFormatException or IOException)
        {
            throw Fault(_path, exception);
        }
    }

    public void Dispose() => _reader.Dispose();

    private static RerunException Fault(string path, Exception cause)
    {
        var kind = cause is ArrowFormatException ? RerunErrorCode.CorruptData : RerunErrorCode.InputOutput;
        return new RerunException($"The table '{path}' cannot be read: {cause.Message}", kind, cause) { FileName = path };
    }
}
