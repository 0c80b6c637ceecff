using Rerun.Arrow.Ipc.FlatBuffers;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>A stream's schema, with what is needed to decode its batches. Immutable; can be kept and used for any stream whose schema message has the same bytes.</summary>
public sealed class IpcSchema
{
    private readonly Dictionary<long, IpcField> _dictionaries = [];

    private IpcSchema(Schema schema, IpcField[] fields)
    {
        Schema = schema;
        Fields = fields;
        foreach (var field in fields)
        {
            AddDictionaries(field);
        }
    }

    /// <summary>The schema.</summary>
    public Schema Schema { get; }

    internal IpcField[] Fields { get; }

    /// <summary>Whether any column, at any depth, is encoded by a dictionary.</summary>
    internal bool HasDictionaries => _dictionaries.Count > 0;

    /// <summary>Reads a schema message.</summary>
    /// <exception cref="ArrowFormatException">The message is not a schema, is malformed, or describes what is not supported.</exception>
    public static IpcSchema Read(IpcMessage message)
    {
        if (message.Kind != IpcMessageKind.Schema)
        {
            throw new ArrowFormatException($"a {message.Kind} message stands where a schema is expected.", message.Position);
        }

        return Read(FlatTable.Root(message.Metadata.Span, message.Position).Table(2, "the message's header"));
    }

    internal static IpcSchema Read(FlatTable table)
    {
        if (table.Int16(0) != 0)
        {
            throw new ArrowFormatException("the schema says that the data is big-endian, which is not supported.", table.Position);
        }

        var vector = table.Vector(1, 4, "the schema's fields");
        var fields = new IpcField[vector.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = FieldDecoder.Read(table.TableAt(vector, i));
        }

        return new IpcSchema(new Schema(fields.Select(field => field.Field), FieldDecoder.ReadMetadata(table, 2)), fields);
    }

    /// <summary>The field of a dictionary's values.</summary>
    internal IpcField ValuesOf(long dictionaryId, long position) =>
        _dictionaries.TryGetValue(dictionaryId, out var field)
            ? field
            : throw new ArrowFormatException($"dictionary {dictionaryId} is one that no field of the schema refers to.", position);

    private void AddDictionaries(IpcField field)
    {
        if (field.DictionaryId is { } id)
        {
            var values = new IpcField(field.Field.WithType(((DictionaryType)field.Field.DataType).ValueType), null, field.Children);
            if (_dictionaries.TryGetValue(id, out var known) && !TypeComparer.Layout.Equals(known.Field.DataType, values.Field.DataType))
            {
                throw new ArrowFormatException($"Dictionary {id} has values of type {known.Field.DataType} and of type {values.Field.DataType}.");
            }

            _dictionaries[id] = values;
        }

        foreach (var child in field.Children)
        {
            AddDictionaries(child);
        }
    }
}
