namespace Rerun.Data.Values.Forms;

/// <summary>A list that the caller owns and may change.</summary>
internal sealed class ListForm<T> : CellForm<List<T>>
{
    public override List<T> Get(ValueReader column, int row) => [.. ArrayForm<T>.Elements(column, row, typeof(List<T>))];
}
