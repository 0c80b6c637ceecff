using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of lists, in any layout, as arrays of the element's natural type.</summary>
internal sealed class ListReader : ValueReader
{
    private readonly bool _nullableItems;
    private readonly Type _fieldType;
    private Validity _validity;
    private ListRanges _ranges;
    private IArrowArray? _elements;
    private object? _typedElements;

    /// <param name="field">The column.</param>
    /// <param name="element">Reads the elements.</param>
    /// <param name="nullableItems">Whether elements of value types are announced as nullable.</param>
    public ListReader(Field field, ValueReader element, bool nullableItems)
        : base(field)
    {
        Element = element;
        _nullableItems = nullableItems;
        _fieldType = element.ArrayType(nullableItems);
    }

    /// <summary>Reads the elements of all lists of the batch.</summary>
    public ValueReader Element { get; }

    public override Type FieldType => _fieldType;

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _elements = _ranges.Point(array);
        _typedElements = null;
        Element.Bind(_elements);
    }

    public override bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The elements of a list that is not null.</summary>
    public int Range(int row, out int count) => _ranges.Range(row, out count);

    /// <summary>Whether each list of the batch has exactly one element, and that is not null.</summary>
    /// <param name="rows">The lists of the batch.</param>
    /// <param name="first">The element of the first; the others follow it.</param>
    public bool HoldsOneEach(int rows, out int first)
    {
        first = 0;
        return _validity.HasNoNulls && _elements!.NullCount == 0 && _ranges.AreOne(rows, out first);
    }

    /// <summary>The elements of a list that is not null as an Arrow array, not copied.</summary>
    public IArrowArray Slice(int row)
    {
        var start = Range(row, out var count);
        return ArrowArrayFactory.Slice(_elements!, start, count);
    }

    public override object GetValue(int row)
    {
        var start = Range(row, out var count);
        return Element.ReadArray(start, count, _nullableItems);
    }

    public override Type ArrayType(bool nullable) => _fieldType.MakeArrayType();

    public override Array ReadArray(int start, int count, bool nullable)
    {
        var values = new object?[count];
        var fits = true;
        for (var i = 0; i < count; i++)
        {
            values[i] = IsNull(start + i) ? null : GetValue(start + i);
            fits &= values[i] is null || _fieldType.IsInstanceOfType(values[i]);
        }

        // A null among elements that were announced as never null: the list is shown as it is all the same.
        if (!fits)
        {
            return values;
        }

        var typed = Array.CreateInstance(_fieldType, count);
        Array.Copy(values, typed, count);
        return typed;
    }

    /// <summary>The bytes of a list of bytes.</summary>
    public override ReadOnlyMemory<byte> GetMemory(int row) => IsNull(row) || Element is not IntegerReader<byte>
        ? throw Refusal(row, typeof(ReadOnlyMemory<byte>))
        : GetElements<byte>(row);

    /// <summary>The elements of a list of numbers as a view of the batch's memory, which stays valid as long as it is held.</summary>
    /// <remarks>The view of all elements is made once per batch; a list's is a slice of it.</remarks>
    public ReadOnlyMemory<T> GetElements<T>(int row)
        where T : unmanaged
    {
        if (!IsNull(row) && Element is ListReader { Field.DataType: FixedSizeListType, Element: FixedWidthReader<float> } vectors
            && typeof(T).Namespace == "System.Numerics" && ((FixedSizeListType)vectors.Field.DataType).ListSize * sizeof(float) == Unsafe.SizeOf<T>())
        {
            return Vectors<T>(vectors, row);
        }

        if (IsNull(row) || Element is not FixedWidthReader<T> elements)
        {
            throw Refusal(row, typeof(ReadOnlyMemory<T>));
        }

        var start = Range(row, out var count);
        if (elements.HasNull(start, count))
        {
            throw new InvalidCastException($"A list of column '{Field.Name}' has null elements and cannot be read as {typeof(ReadOnlyMemory<T>)}.");
        }

        if (_typedElements is not TypedMemory<T> all)
        {
            _typedElements = all = TypedMemory<T>.Over(_elements!.Data);
        }

        return all.Memory.Slice(start, count);
    }

    // Lists of fixed length stand one after the other, so vectors do as well.
    private ReadOnlyMemory<T> Vectors<T>(ListReader vectors, int row)
        where T : unmanaged
    {
        var start = Range(row, out var count);
        var floats = (FixedWidthReader<float>)vectors.Element;
        var width = Unsafe.SizeOf<T>() / sizeof(float);
        var first = count == 0 ? 0 : vectors.Range(start, out _);
        var hasNull = floats.HasNull(first, count * width);
        for (var i = 0; i < count; i++)
        {
            hasNull |= vectors.IsNull(start + i);
        }

        var data = vectors._elements!.Data;
        return hasNull
            ? throw new InvalidCastException($"A list of column '{Field.Name}' has null elements and cannot be read as {typeof(ReadOnlyMemory<T>)}.")
            : new TypedMemory<T>(data.Buffers[1].Memory.Slice((data.Offset + first) * sizeof(float), count * Unsafe.SizeOf<T>())).Memory;
    }
}
