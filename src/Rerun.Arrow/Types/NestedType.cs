namespace Rerun.Arrow.Types;

/// <summary>A type with children.</summary>
public abstract class NestedType : ArrowType
{
    private protected NestedType(IReadOnlyList<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields;
    }

    /// <summary>The children.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}<{string.Join(", ", Fields)}>";
}
