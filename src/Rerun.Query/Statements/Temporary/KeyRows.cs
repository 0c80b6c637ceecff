using Rerun.Arrow;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Statements.Temporary;

/// <summary>The keys that rows have, each with the number of its row. A key with a NULL equals none.</summary>
/// <param name="schema">The columns of the rows.</param>
/// <param name="key">Which of them are the key.</param>
internal sealed class KeyRows(Schema schema, TableKey key)
{
    private readonly KeyTable _keys = new([.. key.Columns.Select(column => schema.GetFieldByIndex(column).DataType)]);
    private readonly List<int> _rows = [];
    private int _count;

    /// <summary>The key.</summary>
    public TableKey Key => key;

    /// <summary>About the bytes that it holds.</summary>
    public long ByteSize => _keys.ByteSize + (_rows.Count * sizeof(int));

    /// <summary>Adds rows, numbered on; gives the first whose key was there before it, or -1. After that the keys are of no more use.</summary>
    public int Add(RecordBatch batch)
    {
        int[] places = Places(batch, add: true);
        int first = _count;
        _count = checked(_count + batch.Length);
        int known = _rows.Count;
        System.Runtime.InteropServices.CollectionsMarshal.SetCount(_rows, _keys.Count);
        Span<int> rows = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows);
        rows[known..].Fill(-1);
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
            {
                continue;
            }

            if (rows[places[i]] >= 0)
            {
                return i;
            }

            rows[places[i]] = first + i;
        }

        return -1;
    }

    /// <summary>The number of the row that has the key of each of some rows, or -1.</summary>
    public int[] Find(RecordBatch batch)
    {
        int[] places = Places(batch, add: false);
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = places[i] < 0 ? -1 : _rows[places[i]];
        }

        return places;
    }

    /// <summary>A number for each row, the same for rows of equal keys; -1 for those that equal none.</summary>
    public int[] GroupsOf(RecordBatch batch) => new KeyRows(schema, key).Places(batch, add: true);

    /// <summary>The key of a row, for messages.</summary>
    public string TextOf(RecordBatch batch, int row)
    {
        string values = string.Join(", ", key.Columns.Select(column => ConstantArrays.Read(batch.Column(column), row).ToString()));
        return $"{key.NamesIn(schema)} = ({values})";
    }

    // Rows with a NULL in the key have no place.
    private int[] Places(RecordBatch batch, bool add)
    {
        IArrowArray[] columns = [.. key.Columns.Select(column => batch.Column(column))];
        int[]? whole = null;
        if (Array.Exists(columns, column => column.NullCount > 0))
        {
            whole = [.. Enumerable.Range(0, batch.Length).Where(row => Array.TrueForAll(columns, column => !column.IsNull(row)))];
            columns = Array.ConvertAll(columns, column => ArrayTaking.Take(column, whole));
        }

        int[] found = new int[whole?.Length ?? batch.Length];
        ColumnVector[] vectors = Array.ConvertAll(columns, ColumnVector.Flat);
        if (found.Length > 0 && add)
        {
            _keys.FindOrAdd(vectors, found);
        }
        else if (found.Length > 0)
        {
            _keys.Find(vectors, found);
        }

        if (whole is null)
        {
            return found;
        }

        int[] places = new int[batch.Length];
        places.AsSpan().Fill(-1);
        for (int i = 0; i < whole.Length; i++)
        {
            places[whole[i]] = found[i];
        }

        return places;
    }
}
