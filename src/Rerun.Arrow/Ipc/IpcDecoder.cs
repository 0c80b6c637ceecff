using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>Turns the messages of one stream into batches, and keeps the stream's dictionaries. Not for concurrent use.</summary>
public sealed class IpcDecoder
{
    private readonly IpcSchema _schema;
    private readonly Dictionary<long, ArrayData> _dictionaries = [];

    /// <summary>A decoder of a stream with a schema.</summary>
    public IpcDecoder(IpcSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>The schema.</summary>
    public Schema Schema => _schema.Schema;

    /// <summary>Decodes a message. The batch shares the message's memory.</summary>
    /// <returns>The batch; null if the message was a dictionary.</returns>
    /// <exception cref="ArrowFormatException">The message is malformed, does not fit the schema, or is a second schema.</exception>
    public RecordBatch? Decode(IpcMessage message)
    {
        if (message.Metadata.IsEmpty)
        {
            throw new ArgumentException("There is no message.", nameof(message));
        }

        var root = FlatTable.Root(message.Metadata.Span, message.Position);
        switch (message.Kind)
        {
            case IpcMessageKind.RecordBatch:
                var arrays = BatchDecoder.Read(root.Table(2, "the message's header"), _schema.Fields, message, _dictionaries.GetValueOrDefault, out var length);
                return new RecordBatch(Schema, Array.ConvertAll(arrays, ArrowArrayFactory.BuildArray), length);
            case IpcMessageKind.DictionaryBatch:
                ReadDictionary(root.Table(2, "the message's header"), message);
                return null;
            default:
                throw new ArrowFormatException("a second schema stands in the stream.", message.Position);
        }
    }

    private void ReadDictionary(FlatTable table, IpcMessage message)
    {
        var id = table.Int64(0);
        var field = _schema.ValuesOf(id, message.Position);
        var values = BatchDecoder.Read(table.Table(1, "the dictionary's values"), [field], message, _dictionaries.GetValueOrDefault, out _)[0];
        if (table.Bool(2) && _dictionaries.TryGetValue(id, out var known))
        {
            // Batches that were decoded before keep the shorter dictionary, which is all they need.
            try
            {
                values = ArrowArrayConcatenator.Concatenate([known, values]);
            }
            catch (OverflowException e)
            {
                throw new ArrowFormatException($"At byte {message.Position}: dictionary {id} grows too long.", e);
            }
        }

        _dictionaries[id] = values;
    }
}
