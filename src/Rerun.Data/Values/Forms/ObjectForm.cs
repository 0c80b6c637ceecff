namespace Rerun.Data.Values.Forms;

/// <summary>The natural value, boxed; null as <see cref="DBNull"/>.</summary>
internal sealed class ObjectForm : CellForm<object>
{
    public override object Get(ValueReader column, int row) => column.IsNull(row) ? DBNull.Value : column.GetValue(row);
}

/// <summary>Null and nothing else.</summary>
internal sealed class DBNullForm : CellForm<DBNull>
{
    public override DBNull Get(ValueReader column, int row) => column.IsNull(row) ? DBNull.Value : throw column.Refusal(row, typeof(DBNull));
}
