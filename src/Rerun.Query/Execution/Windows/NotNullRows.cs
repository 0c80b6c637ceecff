using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>The rows of a column that count: all, or those that are not null; found by their number in one step.</summary>
internal sealed class NotNullRows
{
    private readonly int[]? _before;
    private readonly int[]? _rows;

    /// <summary>Counts the rows of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="ignoresNulls">Whether rows with a null do not count.</param>
    public NotNullRows(ColumnVector column, bool ignoresNulls)
    {
        if (!ignoresNulls || !column.MayHaveNulls)
        {
            return;
        }

        _before = new int[column.Length + 1];
        var rows = new List<int>(column.Length);
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row))
            {
                rows.Add(row);
            }

            _before[row + 1] = rows.Count;
        }

        _rows = [.. rows];
    }

    /// <summary>How many rows count before a row.</summary>
    public int Before(int row) => _before is null ? row : _before[row];

    /// <summary>The row with a number, from 0, among those that count.</summary>
    public int At(int number) => _rows is null ? number : _rows[number];
}
