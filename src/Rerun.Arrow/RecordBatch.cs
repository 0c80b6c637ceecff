namespace Rerun.Arrow;

/// <summary>Columns of one length under a schema. Immutable; slices share memory (see <see cref="ArrowBuffer"/> on who owns it).</summary>
public sealed partial class RecordBatch : IArrowRecord, IDisposable
{
    private readonly IArrowArray[] _arrays;

    /// <summary>A batch.</summary>
    /// <param name="schema">The fields, one for each array.</param>
    /// <param name="data">The columns.</param>
    /// <param name="length">The number of rows.</param>
    /// <exception cref="ArgumentException">The arrays are not as many as the fields, are not all <paramref name="length"/> long, or are not of the field's kind.</exception>
    public RecordBatch(Schema schema, IEnumerable<IArrowArray> data, int length)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _arrays = data as IArrowArray[] is { } given ? (IArrowArray[])given.Clone() : [.. data];
        if (_arrays.Length != schema.FieldsList.Count)
        {
            throw new ArgumentException($"The schema has {schema.FieldsList.Count} fields, but there are {_arrays.Length} arrays.", nameof(data));
        }

        for (var i = 0; i < _arrays.Length; i++)
        {
            var field = schema.FieldsList[i];
            if (_arrays[i].Length != length)
            {
                throw new ArgumentException($"Column '{field.Name}' has {_arrays[i].Length} values, but the batch has {length} rows.", nameof(data));
            }

            if (_arrays[i].Data.DataType.TypeId != field.DataType.TypeId)
            {
                throw new ArgumentException($"Column '{field.Name}' is of type {_arrays[i].Data.DataType}, but its field of type {field.DataType}.", nameof(data));
            }
        }

        Schema = schema;
        Length = length;
    }

    private RecordBatch(Schema schema, IArrowArray[] arrays, int length)
    {
        Schema = schema;
        _arrays = arrays;
        Length = length;
    }

    /// <inheritdoc/>
    public Schema Schema { get; }

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public int ColumnCount => _arrays.Length;

    /// <summary>The columns.</summary>
    public IReadOnlyList<IArrowArray> Arrays => _arrays;

    /// <summary>The column at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public IArrowArray Column(int i) =>
        (uint)i < (uint)_arrays.Length ? _arrays[i] : throw new ArgumentOutOfRangeException(nameof(i), i, $"The batch has {_arrays.Length} columns.");

    /// <summary>The first column of a name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IArrowArray Column(string columnName) => Column(columnName, null);

    /// <summary>The first column of a name.</summary>
    /// <param name="columnName">The field's name.</param>
    /// <param name="comparer">How names compare; null is ordinal.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IArrowArray Column(string columnName, IEqualityComparer<string>? comparer) =>
        Schema.GetFieldIndex(columnName, comparer) is var index and >= 0
            ? _arrays[index]
            : throw new ArgumentException($"The batch has no column '{columnName}'.", nameof(columnName));

    /// <summary>The rows from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many rows.</exception>
    public RecordBatch Slice(int offset, int length)
    {
        ArrayData.CheckSlice(offset, length, Length);
        if (offset == 0 && length == Length)
        {
            return this;
        }

        var arrays = new IArrowArray[_arrays.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = ArrowArrayFactory.Slice(_arrays[i], offset, length);
        }

        return new RecordBatch(Schema, arrays, length);
    }

    /// <summary>The batch under another schema of the same types, for other names or metadata.</summary>
    /// <exception cref="ArgumentException">The fields do not fit the columns.</exception>
    public RecordBatch WithSchema(Schema schema) => new(schema, (IEnumerable<IArrowArray>)_arrays, Length);

    /// <summary>Another batch over the same columns. Nothing is copied: columns are immutable.</summary>
    public RecordBatch Clone() => new(Schema, _arrays, Length);

    /// <summary>
    /// Says that the caller is done with the batch. Nothing that was handed out becomes invalid: memory is freed when nothing refers to it
    /// any more (see <see cref="ArrowBuffer"/>), so disposing twice, or disposing a batch whose slices or columns live on, is harmless.
    /// </summary>
    public void Dispose()
    {
    }

    /// <summary>Rows and schema, as written in messages.</summary>
    public override string ToString() => $"{Length} rows of {Schema}";
}
