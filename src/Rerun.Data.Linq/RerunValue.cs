using Rerun.Data.Linq.Materialization;

namespace Rerun.Data.Linq;

/// <summary>The value of one column in one row.</summary>
public readonly struct RerunValue
{
    private readonly DynamicBatch _batch;
    private readonly string _column;
    private readonly int _row;

    internal RerunValue(DynamicBatch batch, string column, int row)
    {
        _batch = batch;
        _column = column;
        _row = row;
    }

    /// <summary>Whether the cell is null (an empty list is not).</summary>
    public bool IsNull => _batch.IsNull(_column, _row);

    /// <summary>
    /// The value as a type. A scalar type over a list column takes the only element: null for a null or empty list; more than one element is an
    /// error. Arrays and lists take the whole list. A type that is not nullable gives an error for null.
    /// </summary>
    /// <typeparam name="T">The wanted type; nullable where null can occur.</typeparam>
    /// <exception cref="Rerun.Catalog.RerunException">The value is null or has several elements, or the type does not fit.</exception>
    public T As<T>() => _batch.Read<T>(_column, _row)!;
}
