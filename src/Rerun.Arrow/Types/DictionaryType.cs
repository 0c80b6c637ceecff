namespace Rerun.Arrow.Types;

/// <summary>Indices into a dictionary of values.</summary>
public sealed class DictionaryType : ArrowType
{
    /// <summary>A dictionary type.</summary>
    /// <param name="indexType">An integer type.</param>
    /// <param name="valueType">The type of the dictionary's values.</param>
    /// <param name="ordered">Whether the order of the dictionary's values means something.</param>
    /// <exception cref="ArgumentException">The index type is not an integer type.</exception>
    public DictionaryType(IArrowType indexType, IArrowType valueType, bool ordered)
    {
        ArgumentNullException.ThrowIfNull(valueType);
        if (indexType is not IntegralType)
        {
            throw new ArgumentException($"A dictionary's index type is an integer type, not {indexType}.", nameof(indexType));
        }

        IndexType = indexType;
        ValueType = valueType;
        Ordered = ordered;
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Dictionary;

    /// <inheritdoc/>
    public override string Name => "dictionary";

    /// <summary>The type of the indices.</summary>
    public IArrowType IndexType { get; }

    /// <summary>The type of the dictionary's values.</summary>
    public IArrowType ValueType { get; }

    /// <summary>Whether the order of the dictionary's values means something.</summary>
    public bool Ordered { get; }

    /// <inheritdoc/>
    public override string ToString() => $"dictionary<{IndexType}, {ValueType}{(Ordered ? ", ordered" : "")}>";
}
