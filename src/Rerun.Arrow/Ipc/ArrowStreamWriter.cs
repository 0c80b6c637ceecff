using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>Writes an IPC stream: buffers aligned to 64 bytes, of slices only their own bytes.</summary>
public class ArrowStreamWriter : IDisposable
{
    private static readonly byte[] EndOfStream = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly DictionaryTracker _dictionaries;
    private bool _started;
    private bool _ended;

    /// <summary>A writer.</summary>
    /// <param name="baseStream">Where to write.</param>
    /// <param name="schema">The schema of every batch.</param>
    /// <param name="leaveOpen">Whether disposing the writer leaves the stream open.</param>
    public ArrowStreamWriter(Stream baseStream, Schema schema, bool leaveOpen = false)
        : this(baseStream, schema, leaveOpen, true)
    {
    }

    private protected ArrowStreamWriter(Stream baseStream, Schema schema, bool leaveOpen, bool canReplaceDictionaries)
    {
        ArgumentNullException.ThrowIfNull(baseStream);
        ArgumentNullException.ThrowIfNull(schema);
        _stream = baseStream;
        Schema = schema;
        _leaveOpen = leaveOpen;
        _dictionaries = new DictionaryTracker(schema, canReplaceDictionaries);
    }

    /// <summary>The schema of every batch.</summary>
    public Schema Schema { get; }

    /// <summary>How many bytes were written.</summary>
    private protected long Position { get; private set; }

    /// <summary>The bytes of a whole stream: schema, batches, end.</summary>
    public static byte[] Serialize(Schema schema, params ReadOnlySpan<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, schema, true);
        writer.WriteStart();
        foreach (var batch in batches)
        {
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
        return stream.ToArray();
    }

    /// <summary>Writes the schema; a batch does it if need be.</summary>
    public void WriteStart() => Wait(WriteStart(false, CancellationToken.None));

    /// <summary>Writes the schema; a batch does it if need be.</summary>
    public Task WriteStartAsync(CancellationToken cancellationToken = default) => WriteStart(true, cancellationToken).AsTask();

    /// <summary>Writes a batch.</summary>
    /// <exception cref="ArgumentException">Its columns do not fit the schema.</exception>
    public void WriteRecordBatch(RecordBatch recordBatch) => Wait(WriteBatch(recordBatch, false, CancellationToken.None));

    /// <summary>Writes a batch.</summary>
    /// <exception cref="ArgumentException">Its columns do not fit the schema.</exception>
    public Task WriteRecordBatchAsync(RecordBatch recordBatch, CancellationToken cancellationToken = default) =>
        WriteBatch(recordBatch, true, cancellationToken).AsTask();

    /// <summary>Writes the end; no batch can follow.</summary>
    public void WriteEnd() => Wait(WriteEnd(false, CancellationToken.None));

    /// <summary>Writes the end; no batch can follow.</summary>
    public Task WriteEndAsync(CancellationToken cancellationToken = default) => WriteEnd(true, cancellationToken).AsTask();

    /// <summary>Closes the stream, unless it is to stay open. Does not write the end.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>What stands before the schema.</summary>
    private protected virtual ReadOnlyMemory<byte> Prologue => default;

    /// <summary>What stands behind the end of the stream.</summary>
    private protected virtual ReadOnlyMemory<byte> BuildEpilogue() => default;

    /// <summary>Hears where a message stands.</summary>
    private protected virtual void OnMessage(IpcMessageKind kind, long position, EncodedMessage message)
    {
    }

    // Without asynchronous writes the task is complete when it is given.
    private static void Wait(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }

    private async ValueTask WriteStart(bool asynchronous, CancellationToken cancellationToken)
    {
        if (_started)
        {
            return;
        }

        _started = true;
        await Write(Prologue, asynchronous, cancellationToken).ConfigureAwait(false);
        var builder = new FlatBuilder();
        var schema = new SchemaEncoder(builder).Write(Schema);
        await Write(EncodedMessage.Create(builder, IpcMessageKind.Schema, schema, Position, [], 0), IpcMessageKind.Schema, asynchronous, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteBatch(RecordBatch batch, bool asynchronous, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        CheckFits(batch);
        await WriteStart(asynchronous, cancellationToken).ConfigureAwait(false);
        if (_dictionaries.HasDictionaries)
        {
            foreach (var (id, values, isDelta) in _dictionaries.NeededBy(batch))
            {
                var message = BodyWriter.EncodeDictionary(id, values, isDelta, Position);
                await Write(message, IpcMessageKind.DictionaryBatch, asynchronous, cancellationToken).ConfigureAwait(false);
            }
        }

        await Write(BodyWriter.Encode(batch, Position), IpcMessageKind.RecordBatch, asynchronous, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteEnd(bool asynchronous, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return;
        }

        await WriteStart(asynchronous, cancellationToken).ConfigureAwait(false);
        _ended = true;
        await Write(EndOfStream, asynchronous, cancellationToken).ConfigureAwait(false);
        await Write(BuildEpilogue(), asynchronous, cancellationToken).ConfigureAwait(false);
        if (asynchronous)
        {
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _stream.Flush();
        }
    }

    private void CheckFits(RecordBatch batch)
    {
        if (_ended)
        {
            throw new InvalidOperationException("The stream has ended.");
        }

        if (ReferenceEquals(batch.Schema, Schema))
        {
            return;
        }

        var fits = batch.ColumnCount == Schema.FieldsList.Count;
        for (var i = 0; fits && i < batch.ColumnCount; i++)
        {
            fits = Types.TypeComparer.Layout.Equals(batch.Column(i).Data.DataType, Schema.FieldsList[i].DataType);
        }

        if (!fits)
        {
            throw new ArgumentException($"A batch of {batch.Schema} does not fit a stream of {Schema}.", nameof(batch));
        }
    }

    private async ValueTask Write(EncodedMessage message, IpcMessageKind kind, bool asynchronous, CancellationToken cancellationToken)
    {
        OnMessage(kind, Position, message);
        await Write(message.Head, asynchronous, cancellationToken).ConfigureAwait(false);
        foreach (var piece in message.Body)
        {
            await Write(piece, asynchronous, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask Write(ReadOnlyMemory<byte> bytes, bool asynchronous, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (asynchronous)
        {
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _stream.Write(bytes.Span);
        }

        Position += bytes.Length;
    }
}
