namespace Rerun.Arrow.Types;

/// <summary>Lists of any length, with 32-bit offsets.</summary>
public sealed class ListType : NestedType
{
    /// <summary>Lists of a field's values.</summary>
    public ListType(Field valueField)
        : base([valueField])
    {
    }

    /// <summary>Lists of nullable values of a type; the field is named "item".</summary>
    public ListType(IArrowType valueDataType)
        : this(new Field("item", valueDataType, true))
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.List;

    /// <inheritdoc/>
    public override string Name => "list";

    /// <summary>The field of the elements.</summary>
    public Field ValueField => Fields[0];

    /// <summary>The type of the elements.</summary>
    public IArrowType ValueDataType => Fields[0].DataType;
}
