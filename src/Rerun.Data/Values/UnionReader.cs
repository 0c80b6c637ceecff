using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>Reads a column of unions: each cell as its own child's type.</summary>
internal sealed class UnionReader : IndirectReader
{
    private readonly ValueReader[] _children;
    private UnionArray? _array;

    /// <param name="field">The column.</param>
    /// <param name="children">Reads the children, in order.</param>
    public UnionReader(Field field, ValueReader[] children)
        : base(field)
    {
        _children = children;

        // A union of one type and nothing is that type; else only object holds all.
        var types = children.Where(child => child is not NullReader).Select(child => child.FieldType).Distinct().ToArray();
        FieldType = types is [var only] ? only : typeof(object);
    }

    public override Type FieldType { get; }

    public override void Bind(IArrowArray array)
    {
        _array = (UnionArray)array;
        for (var i = 0; i < _children.Length; i++)
        {
            _children[i].Bind(_array.Fields[i]);
        }
    }

    public override ValueReader Resolve(ref int row)
    {
        int child, position;
        try
        {
            child = _array!.GetChildIndex(row);
            position = _array.GetChildPosition(row);
        }
        catch (InvalidOperationException fault)
        {
            throw new RerunException($"Column '{Field.Name}': {fault.Message}", RerunErrorCode.CorruptData, fault);
        }

        if ((uint)position >= (uint)_array.Fields[child].Length)
        {
            throw new RerunException($"Column '{Field.Name}' points to value {position} of a child of {_array.Fields[child].Length}.", RerunErrorCode.CorruptData);
        }

        row = position;
        return _children[child];
    }

    public override Type ArrayType(bool nullable) =>
        (nullable && FieldType.IsValueType ? typeof(Nullable<>).MakeGenericType(FieldType) : FieldType).MakeArrayType();
}
