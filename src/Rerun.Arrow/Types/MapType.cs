namespace Rerun.Arrow.Types;

/// <summary>Lists of key and value pairs.</summary>
public sealed class MapType : NestedType
{
    /// <summary>A map of a key and a value field.</summary>
    public MapType(Field key, Field value, bool keySorted = false)
        : this(new Field("entries", new StructType([key, value]), false), keySorted)
    {
    }

    /// <summary>A map of keys and values; the fields are named "key" and "value".</summary>
    public MapType(IArrowType key, IArrowType value, bool nullable = true, bool keySorted = false)
        : this(new Field("key", key, false), new Field("value", value, nullable), keySorted)
    {
    }

    /// <summary>A map of entries.</summary>
    /// <param name="entries">The field of the entries, a struct of two fields.</param>
    /// <param name="keySorted">Whether each map's keys are in order.</param>
    /// <exception cref="ArgumentException">The entries are not a struct of two fields.</exception>
    public MapType(Field entries, bool keySorted)
        : base([entries])
    {
        if (entries.DataType is not StructType { Fields.Count: 2 })
        {
            throw new ArgumentException($"A map's entries are a struct of two fields, not {entries.DataType}.", nameof(entries));
        }

        KeySorted = keySorted;
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Map;

    /// <inheritdoc/>
    public override string Name => "map";

    /// <summary>Whether each map's keys are in order.</summary>
    public bool KeySorted { get; }

    /// <summary>The field of the entries, a struct of key and value.</summary>
    public Field KeyValueField => Fields[0];

    /// <summary>The type of the entries.</summary>
    public StructType KeyValueType => (StructType)Fields[0].DataType;

    /// <summary>The field of the keys.</summary>
    public Field KeyField => KeyValueType.Fields[0];

    /// <summary>The field of the values.</summary>
    public Field ValueField => KeyValueType.Fields[1];
}
