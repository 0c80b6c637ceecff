using Rerun.Arrow;
using Rerun.Arrow.Selection;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Rows that take the place of those with the same key, or are added.</summary>
internal sealed class ReplacingRows
{
    private readonly RecordBatch _rows;
    private readonly RowKeys _keys;
    private readonly HashSet<string> _given;
    private readonly Dictionary<string, int> _rowOfKey;
    private readonly bool[] _isReplacing;

    private ReplacingRows(RecordBatch rows, RowKeys keys, HashSet<string> given)
    {
        _rows = rows;
        _keys = keys;
        _given = given;
        _isReplacing = new bool[rows.Length];
        _rowOfKey = new Dictionary<string, int>(rows.Length, StringComparer.Ordinal);

        // Of several rows with one key the last counts.
        for (var row = 0; row < rows.Length; row++)
        {
            _rowOfKey[keys.Read(rows, row).ToString()] = row;
        }
    }

    /// <summary>Reads the rows to write, or gives null if there are none.</summary>
    /// <exception cref="RerunException">The table has no key, the rows lack a column of it, do not fit the table, or do not all have the same columns.</exception>
    public static async Task<ReplacingRows?> ReadAsync(
        Schema schema, string table, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        var keys = RowKeys.Of(schema, table);
        var conforming = new RowConforming(schema, table);
        var read = new List<RecordBatch>();
        HashSet<string>? given = null;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            HashSet<string> names = [.. batch.Schema.FieldsList.Select(field => field.Name)];
            given ??= names;
            if (!given.SetEquals(names))
            {
                throw new RerunException(
                    $"Rows that replace others in table '{table}' must all have the same columns: {string.Join(", ", given)}; not {string.Join(", ", names)}.",
                    RerunErrorCode.InvalidArgument);
            }

            read.Add(conforming.Conform(batch));
        }

        if (given is null || read.TrueForAll(batch => batch.Length == 0))
        {
            return null;
        }

        if (keys.Columns.Select(column => schema.FieldsList[column].Name).FirstOrDefault(name => !given.Contains(name)) is { } missing)
        {
            throw new RerunException($"Column '{missing}' is part of the key of table '{table}'; the rows to write lack it.", RerunErrorCode.InvalidArgument);
        }

        var columns = schema.FieldsList.Select((_, i) => ArrowArrayConcatenator.Concatenate([.. read.Select(batch => batch.Column(i))]));
        return new ReplacingRows(new RecordBatch(schema, columns, read.Sum(batch => batch.Length)), keys, given);
    }

    /// <summary>Forgets which rows have replaced others, to begin anew.</summary>
    public void Reset() => Array.Clear(_isReplacing);

    /// <summary>Whether some row of a batch is to be replaced.</summary>
    public bool Touches(RecordBatch batch)
    {
        var lookup = _rowOfKey.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var row = 0; row < batch.Length; row++)
        {
            if (lookup.ContainsKey(_keys.Read(batch, row)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The batch with rows replaced. Columns that the rows to write do not have keep their values.</summary>
    public RecordBatch Replace(RecordBatch batch)
    {
        var lookup = _rowOfKey.GetAlternateLookup<ReadOnlySpan<char>>();
        var ranges = new List<ArrayRange>();
        var isTouched = false;
        for (var row = 0; row < batch.Length; row++)
        {
            if (lookup.TryGetValue(_keys.Read(batch, row), out var replacement))
            {
                _isReplacing[replacement] = true;
                isTouched = true;
                Add(ranges, 1, replacement);
            }
            else
            {
                Add(ranges, 0, row);
            }
        }

        if (!isTouched)
        {
            return batch;
        }

        var taken = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ranges);
        var columns = new IArrowArray[batch.ColumnCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var field = batch.Schema.FieldsList[i];
            columns[i] = _given.Contains(field.Name)
                ? ArraySelection.TakeRanges(field.DataType, [batch.Column(i), _rows.Column(i)], taken)
                : batch.Column(i);
        }

        return new RecordBatch(batch.Schema, (IEnumerable<IArrowArray>)columns, batch.Length);
    }

    /// <summary>The rows that have replaced none.</summary>
    public RecordBatch TakeRest()
    {
        int[] rest = [.. _rowOfKey.Values.Where(row => !_isReplacing[row]).Order()];
        return ArraySelection.Take(_rows, rest);
    }

    private static void Add(List<ArrayRange> ranges, int source, int row)
    {
        if (ranges.Count > 0 && ranges[^1] is var last && last.Source == source && last.Start + last.Length == row)
        {
            ranges[^1] = last with { Length = last.Length + 1 };
        }
        else
        {
            ranges.Add(new ArrayRange(source, row, 1));
        }
    }
}
