namespace Rerun.Arrow.Types;

/// <summary>Lists of any length, as 32-bit offset and size.</summary>
public sealed class ListViewType : NestedType
{
    /// <summary>Lists of a field's values.</summary>
    public ListViewType(Field valueField)
        : base([valueField])
    {
    }

    /// <summary>Lists of nullable values of a type; the field is named "item".</summary>
    public ListViewType(IArrowType valueDataType)
        : this(new Field("item", valueDataType, true))
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.ListView;

    /// <inheritdoc/>
    public override string Name => "list_view";

    /// <summary>The field of the elements.</summary>
    public Field ValueField => Fields[0];

    /// <summary>The type of the elements.</summary>
    public IArrowType ValueDataType => Fields[0].DataType;
}
