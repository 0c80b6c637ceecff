namespace Rerun.Data.Values.Forms;

/// <summary>The elements of a list of numbers, not copied.</summary>
internal sealed class MemoryForm<T> : CellForm<ReadOnlyMemory<T>>
    where T : unmanaged
{
    public override ReadOnlyMemory<T> Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return target is ListReader list ? list.GetElements<T>(row) : throw target.Refusal(row, typeof(ReadOnlyMemory<T>));
    }
}
