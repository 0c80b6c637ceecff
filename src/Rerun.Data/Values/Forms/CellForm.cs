namespace Rerun.Data.Values.Forms;

/// <summary>Reads cells as one CLR type that is not among the simple ones. Made once per type, without state.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class CellForm<T>
{
    public static readonly CellForm<T> Instance = (CellForm<T>)CellForms.Make(typeof(T));

    /// <summary>The cell; refuses null unless the type has one.</summary>
    public abstract T Get(ValueReader column, int row);
}
