namespace Rerun.Data.Values.Forms;

/// <summary>One of the interfaces that arrays have.</summary>
internal sealed class SequenceForm<TSequence, T> : CellForm<TSequence>
    where TSequence : class, IEnumerable<T>
{
    public override TSequence Get(ValueReader column, int row)
    {
        var place = row;

        // A struct or a text is a sequence too, by its own type.
        return column.Resolve(ref place) is ListReader or MapReader
            ? (TSequence)(object)ArrayForm<T>.Elements(column, row, typeof(TSequence))
            : new NaturalForm<TSequence>().Get(column, row);
    }
}
