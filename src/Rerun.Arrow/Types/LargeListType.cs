namespace Rerun.Arrow.Types;

/// <summary>Lists of any length, with 64-bit offsets.</summary>
public sealed class LargeListType : NestedType
{
    /// <summary>Lists of a field's values.</summary>
    public LargeListType(Field valueField)
        : base([valueField])
    {
    }

    /// <summary>Lists of nullable values of a type; the field is named "item".</summary>
    public LargeListType(IArrowType valueDataType)
        : this(new Field("item", valueDataType, true))
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.LargeList;

    /// <inheritdoc/>
    public override string Name => "large_list";

    /// <summary>The field of the elements.</summary>
    public Field ValueField => Fields[0];

    /// <summary>The type of the elements.</summary>
    public IArrowType ValueDataType => Fields[0].DataType;
}
