namespace Rerun.Arrow.Ipc;

/// <summary>Reads an IPC stream, from memory without copying, or from a stream.</summary>
public sealed class ArrowStreamReader : IArrowArrayStream
{
    private readonly IMessageSource _source;
    private IpcDecoder? _decoder;

    /// <summary>A reader of a stream.</summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="leaveOpen">Whether disposing the reader leaves the stream open.</param>
    public ArrowStreamReader(Stream stream, bool leaveOpen = false) => _source = new StreamMessages(stream, leaveOpen);

    /// <summary>A reader of bytes in memory; the batches share it.</summary>
    public ArrowStreamReader(ReadOnlyMemory<byte> buffer) => _source = new MemoryMessages(buffer);

    /// <summary>A reader of bytes in memory that start with a schema message which was decoded before; the message is skipped.</summary>
    /// <param name="buffer">An IPC stream; the batches share it.</param>
    /// <param name="schema">What <see cref="IpcSchema.Read(IpcMessage)"/> made of a schema message with the same bytes.</param>
    public ArrowStreamReader(ReadOnlyMemory<byte> buffer, IpcSchema schema)
        : this(buffer)
    {
        _decoder = new IpcDecoder(schema);
        _source.Next();
    }

    /// <summary>The schema; reads it if need be.</summary>
    /// <exception cref="ArrowFormatException">The stream does not start with a schema.</exception>
    public Schema Schema => (_decoder ??= Begin(_source.Next())).Schema;

    /// <summary>Reads the schema at the start of a stream in memory.</summary>
    /// <exception cref="ArrowFormatException">The stream does not start with a schema.</exception>
    public static IpcSchema ReadSchema(ReadOnlyMemory<byte> buffer)
    {
        var position = 0;
        return IpcSchema.Read(IpcMessage.TryRead(buffer, ref position, out var message) ? message : throw NoSchema());
    }

    /// <summary>The schema.</summary>
    /// <exception cref="ArrowFormatException">The stream does not start with a schema.</exception>
    public async ValueTask<Schema> GetSchema(CancellationToken cancellationToken = default) =>
        (_decoder ??= Begin(await _source.NextAsync(cancellationToken).ConfigureAwait(false))).Schema;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        _decoder ??= Begin(await _source.NextAsync(cancellationToken).ConfigureAwait(false));
        while (await _source.NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            if (_decoder.Decode(message) is { } batch)
            {
                return batch;
            }
        }

        return null;
    }

    /// <summary>The next batch, or null at the end.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not right.</exception>
    public RecordBatch? ReadNextRecordBatch()
    {
        _decoder ??= Begin(_source.Next());
        while (_source.Next() is { } message)
        {
            if (_decoder.Decode(message) is { } batch)
            {
                return batch;
            }
        }

        return null;
    }

    /// <summary>Closes the stream, unless it is to stay open. Batches stay valid.</summary>
    public void Dispose() => _source.Dispose();

    private static IpcDecoder Begin(IpcMessage? message) => new(IpcSchema.Read(message ?? throw NoSchema()));

    private static ArrowFormatException NoSchema() => new("the stream is empty, expected a schema.", 0);
}
