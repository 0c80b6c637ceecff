using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>The fields of a record batch, and metadata. Immutable; equal if fields, their order and all metadata are.</summary>
public sealed partial class Schema : IEquatable<Schema>
{
    private readonly Field[] _fields;
    private readonly Lazy<ILookup<string, Field>> _lookup;

    /// <summary>A schema.</summary>
    /// <param name="fields">The fields in order; names may occur twice.</param>
    /// <param name="metadata">Keys and values that travel with the schema; of equal keys the last counts. Null is none.</param>
    public Schema(IEnumerable<Field> fields, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields];
        _lookup = new(() => _fields.ToLookup(field => field.Name));
        Metadata = Field.MetadataOf(metadata);
    }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<Field> FieldsList => _fields;

    /// <summary>The fields by name.</summary>
    public ILookup<string, Field> FieldsLookup => _lookup.Value;

    /// <summary>Whether there is any metadata.</summary>
    public bool HasMetadata => Metadata.Count > 0;

    /// <summary>Keys and values that travel with the schema; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The field at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Field GetFieldByIndex(int i) =>
        (uint)i < (uint)_fields.Length ? _fields[i] : throw new ArgumentOutOfRangeException(nameof(i), i, $"The schema has {_fields.Length} fields.");

    /// <summary>The first field of a name, or null.</summary>
    public Field? GetFieldByName(string name) => GetFieldIndex(name) is var index and >= 0 ? _fields[index] : null;

    /// <summary>The position of the first field of a name, or -1.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="comparer">How names compare; null is ordinal.</param>
    public int GetFieldIndex(string name, IEqualityComparer<string>? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        for (var i = 0; i < _fields.Length; i++)
        {
            if (comparer.Equals(_fields[i].Name, name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same schema with one more field at a position.</summary>
    public Schema InsertField(int fieldIndex, Field newField)
    {
        ArgumentNullException.ThrowIfNull(newField);
        var fields = _fields.ToList();
        fields.Insert(fieldIndex, newField);
        return new Schema(fields, Metadata);
    }

    /// <summary>The same schema without the field at a position.</summary>
    public Schema RemoveField(int fieldIndex)
    {
        var fields = _fields.ToList();
        fields.RemoveAt(fieldIndex);
        return new Schema(fields, Metadata);
    }

    /// <summary>The same schema with another field at a position.</summary>
    public Schema SetField(int fieldIndex, Field newField)
    {
        ArgumentNullException.ThrowIfNull(newField);
        var fields = _fields.ToList();
        fields[fieldIndex] = newField;
        return new Schema(fields, Metadata);
    }

    /// <summary>The same schema with other metadata in place of its own.</summary>
    public Schema WithMetadata(IEnumerable<KeyValuePair<string, string>>? metadata) => new(_fields, metadata);

    /// <inheritdoc/>
    public bool Equals(Schema? other) => TypeComparer.Exact.Equals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var field in _fields)
        {
            hash.Add(field.Name);
            hash.Add(field.DataType.TypeId);
        }

        return hash.ToHashCode();
    }

    /// <summary>The fields, as written in messages.</summary>
    public override string ToString() => $"schema<{string.Join(", ", (object[])_fields)}>";
}
