using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column that has no type and no values: every cell is null.</summary>
internal sealed class NullReader(Field field) : ValueReader(field)
{
    public override Type FieldType => typeof(object);

    public override void Bind(IArrowArray array)
    {
        // There is nothing to point to.
    }

    public override bool IsNull(int row) => true;

    public override object GetValue(int row) => throw Refusal(row, typeof(object));

    public override Type ArrayType(bool nullable) => typeof(object[]);

    public override Array ReadArray(int start, int count, bool nullable) => new object?[count];
}
