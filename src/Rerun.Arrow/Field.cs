using System.Collections.Frozen;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>A named, typed column or child. Immutable; equal if name, type, nullability and metadata are.</summary>
public sealed partial class Field : IEquatable<Field>
{
    /// <summary>A field.</summary>
    /// <param name="name">The name; may be empty.</param>
    /// <param name="dataType">The type.</param>
    /// <param name="nullable">Whether values may be null.</param>
    /// <param name="metadata">Keys and values that travel with the field; of equal keys the last counts. Null is none.</param>
    public Field(string name, IArrowType dataType, bool nullable, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dataType);
        Name = name;
        DataType = dataType;
        IsNullable = nullable;
        Metadata = MetadataOf(metadata);
    }

    /// <summary>The name; may be empty.</summary>
    public string Name { get; }

    /// <summary>The type.</summary>
    public IArrowType DataType { get; }

    /// <summary>Whether values may be null.</summary>
    public bool IsNullable { get; }

    /// <summary>Whether there is any metadata.</summary>
    public bool HasMetadata => Metadata.Count > 0;

    /// <summary>Keys and values that travel with the field; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The same field with another name.</summary>
    public Field WithName(string name) => new(name, DataType, IsNullable, Metadata);

    /// <summary>The same field with another type.</summary>
    public Field WithType(IArrowType dataType) => new(Name, dataType, IsNullable, Metadata);

    /// <summary>The same field, nullable or not.</summary>
    public Field WithNullable(bool nullable) => new(Name, DataType, nullable, Metadata);

    /// <summary>The same field with other metadata in place of its own.</summary>
    public Field WithMetadata(IEnumerable<KeyValuePair<string, string>>? metadata) => new(Name, DataType, IsNullable, metadata);

    /// <inheritdoc/>
    public bool Equals(Field? other) => TypeComparer.Exact.Equals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Field);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, DataType.TypeId, IsNullable);

    /// <summary>Name and type, as written in messages.</summary>
    public override string ToString() => $"{Name}: {DataType}{(IsNullable ? "" : " not null")}";

    internal static IReadOnlyDictionary<string, string> MetadataOf(IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        switch (metadata)
        {
            case null or IReadOnlyCollection<KeyValuePair<string, string>> { Count: 0 }:
                return FrozenDictionary<string, string>.Empty;
            case MetadataDictionary shared:
                return shared;
            default:
                var own = new MetadataDictionary();
                foreach (var (key, value) in metadata)
                {
                    own.Set(key, value);
                }

                return own;
        }
    }
}
