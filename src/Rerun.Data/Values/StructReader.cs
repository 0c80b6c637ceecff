using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of structs as dictionaries from field name to value.</summary>
internal sealed class StructReader : ReferenceReader<IReadOnlyDictionary<string, object?>>
{
    private readonly StructNames _names;
    private StructArray? _array;

    /// <param name="field">The column.</param>
    /// <param name="children">Reads the fields, in order.</param>
    public StructReader(Field field, ValueReader[] children)
        : base(field)
    {
        Children = children;
        _names = new StructNames(Array.ConvertAll(children, child => child.Field.Name));
    }

    /// <summary>Reads the fields, in order.</summary>
    public ValueReader[] Children { get; }

    /// <summary>What made objects of these structs last; kept by <see cref="Forms.RecordForm{T}"/>.</summary>
    public object? Maker { get; set; }

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _array = (StructArray)array;
        for (var i = 0; i < Children.Length; i++)
        {
            Children[i].Bind(_array.Fields[i]);
        }
    }

    public override IReadOnlyDictionary<string, object?> Read(int row)
    {
        var values = new object?[Children.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Children[i].IsNull(row) ? null : Children[i].GetValue(row);
        }

        return new StructValue(_names, values);
    }

    /// <summary>The fields of one struct as a batch of one row, not copied.</summary>
    public RecordBatch Slice(int row) =>
        new(new Schema(Array.ConvertAll(Children, child => child.Field)), _array!.Fields.Select(field => ArrowArrayFactory.Slice(field, row, 1)), 1);
}
