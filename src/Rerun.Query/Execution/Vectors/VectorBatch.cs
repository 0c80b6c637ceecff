using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Rows on their way between operators: a vector for each column.</summary>
internal sealed class VectorBatch
{
    private readonly ColumnVector[] _columns;

    /// <summary>Creates a batch; it owns the array of columns.</summary>
    /// <param name="columns">The columns, each with as many rows as the batch. There may be none.</param>
    /// <param name="length">The number of rows.</param>
    public VectorBatch(ColumnVector[] columns, int length)
    {
        _columns = columns;
        Length = length;
    }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>The columns.</summary>
    public ReadOnlySpan<ColumnVector> Columns => _columns;

    /// <summary>One column.</summary>
    public ColumnVector this[int column] => _columns[column];

    /// <summary>The batch over a record batch.</summary>
    public static VectorBatch FromRecordBatch(RecordBatch batch)
    {
        var columns = new ColumnVector[batch.ColumnCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = ColumnVector.Flat(batch.Column(i));
        }

        return new VectorBatch(columns, batch.Length);
    }

    /// <summary>The rows of several batches of the same columns, one after the other; at least one.</summary>
    public static VectorBatch Concat(IReadOnlyList<VectorBatch> batches)
    {
        if (batches.Count == 1)
        {
            return batches[0];
        }

        var length = batches.Sum(batch => batch.Length);
        var columns = new ColumnVector[batches[0]._columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            // A value that is one and the same in all batches, such as the partition, stays one.
            var first = batches[0][i];
            columns[i] = first.IsConstant && batches.All(batch => ReferenceEquals(batch[i].Values, first.Values))
                ? ColumnVector.Constant(first.Values, length)
                : ColumnVector.Flat(ArrayTaking.Concat([.. batches.Select(batch => batch[i].ToArray())]));
        }

        return new VectorBatch(columns, length);
    }

    /// <summary>The rows as a record batch of the given schema.</summary>
    public RecordBatch ToRecordBatch(Schema schema)
    {
        var arrays = new IArrowArray[_columns.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = _columns[i].ToArray();
        }

        return new RecordBatch(schema, arrays, Length);
    }

    /// <summary>A run of the rows.</summary>
    public VectorBatch Slice(int offset, int length) =>
        offset == 0 && length == Length ? this : new VectorBatch(Array.ConvertAll(_columns, c => c.Slice(offset, length)), length);

    /// <summary>The rows at the given places, in that order.</summary>
    public VectorBatch Take(ReadOnlyMemory<int> rows) => new(Array.ConvertAll(_columns, c => c.Take(rows)), rows.Length);

    /// <summary>The same rows with some of the columns, in the given order.</summary>
    public VectorBatch Project(ReadOnlySpan<int> columns)
    {
        var chosen = new ColumnVector[columns.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = _columns[columns[i]];
        }

        return new VectorBatch(chosen, Length);
    }

    /// <summary>The same rows with more columns after these.</summary>
    public VectorBatch Append(params ReadOnlySpan<ColumnVector> columns) => new([.. _columns, .. columns], Length);
}
