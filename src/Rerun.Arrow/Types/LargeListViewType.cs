namespace Rerun.Arrow.Types;

/// <summary>Lists of any length, as 64-bit offset and size.</summary>
public sealed class LargeListViewType : NestedType
{
    /// <summary>Lists of a field's values.</summary>
    public LargeListViewType(Field valueField)
        : base([valueField])
    {
    }

    /// <summary>Lists of nullable values of a type; the field is named "item".</summary>
    public LargeListViewType(IArrowType valueDataType)
        : this(new Field("item", valueDataType, true))
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.LargeListView;

    /// <inheritdoc/>
    public override string Name => "large_list_view";

    /// <summary>The field of the elements.</summary>
    public Field ValueField => Fields[0];

    /// <summary>The type of the elements.</summary>
    public IArrowType ValueDataType => Fields[0].DataType;
}
