namespace Rerun.Arrow.Types;

/// <summary>Lists, each equally long.</summary>
public sealed class FixedSizeListType : NestedType
{
    /// <summary>Lists of a field's values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public FixedSizeListType(Field valueField, int listSize)
        : base([valueField])
    {
        ArgumentOutOfRangeException.ThrowIfNegative(listSize);
        ListSize = listSize;
    }

    /// <summary>Lists of nullable values of a type; the field is named "item".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public FixedSizeListType(IArrowType valueDataType, int listSize)
        : this(new Field("item", valueDataType, true), listSize)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.FixedSizeList;

    /// <inheritdoc/>
    public override string Name => "fixed_size_list";

    /// <summary>The field of the elements.</summary>
    public Field ValueField => Fields[0];

    /// <summary>The type of the elements.</summary>
    public IArrowType ValueDataType => Fields[0].DataType;

    /// <summary>The number of elements of every list.</summary>
    public int ListSize { get; }

    /// <inheritdoc/>
    public override string ToString() => $"fixed_size_list<{ValueField}>[{ListSize}]";
}
