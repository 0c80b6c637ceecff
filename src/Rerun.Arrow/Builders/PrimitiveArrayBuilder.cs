using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Grows an array of numbers.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TArray">The class of the array.</typeparam>
/// <typeparam name="TBuilder">The class of the builder.</typeparam>
public abstract class PrimitiveArrayBuilder<T, TArray, TBuilder> : IArrowArrayBuilder<TArray>
    where T : unmanaged
    where TArray : PrimitiveArray<T>
    where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
{
    private readonly ArrowBuffer.Builder<T> _values = new();
    private readonly ValidityBuilder _validity = new();

    private protected PrimitiveArrayBuilder(IArrowType dataType) => DataType = dataType;

    /// <inheritdoc/>
    public int Length => _values.Length;

    /// <inheritdoc/>
    public IArrowType DataType { get; }

    private TBuilder This => (TBuilder)this;

    /// <summary>Adds a value.</summary>
    public TBuilder Append(T value)
    {
        _values.Append(value);
        _validity.AppendValid();
        return This;
    }

    /// <summary>Adds a value or null.</summary>
    public TBuilder Append(T? value) => value is { } known ? Append(known) : AppendNull();

    /// <summary>Adds values.</summary>
    public TBuilder Append(ReadOnlySpan<T> span)
    {
        _values.Append(span);
        _validity.AppendValid(span.Length);
        return This;
    }

    /// <summary>Adds values.</summary>
    public TBuilder AppendRange(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Append(value);
        }

        return This;
    }

    /// <summary>Adds values or nulls.</summary>
    public TBuilder AppendRange(IEnumerable<T?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Append(value);
        }

        return This;
    }

    /// <summary>Adds a null.</summary>
    public TBuilder AppendNull()
    {
        _values.Append(default(T));
        _validity.AppendNull();
        return This;
    }

    void IArrowArrayBuilder.AppendNull() => AppendNull();

    /// <summary>Makes room for so many more values.</summary>
    public TBuilder Reserve(int additionalCapacity)
    {
        _values.Reserve(additionalCapacity);
        return This;
    }

    /// <summary>Makes the length so many values: cuts, or adds zeros.</summary>
    public TBuilder Resize(int length)
    {
        _values.Resize(length);
        _validity.Resize(length);
        return This;
    }

    /// <summary>Replaces the value at a position.</summary>
    public TBuilder Set(int index, T value)
    {
        _values.Span[index] = value;
        _validity.Set(index, true);
        return This;
    }

    /// <summary>Exchanges the values at two positions.</summary>
    public TBuilder Swap(int i, int j)
    {
        var values = _values.Span;
        (values[i], values[j]) = (values[j], values[i]);
        var (validAtI, validAtJ) = (_validity[i], _validity[j]);
        _validity.Set(i, validAtJ);
        _validity.Set(j, validAtI);
        return This;
    }

    /// <summary>Removes all values.</summary>
    public TBuilder Clear()
    {
        _values.Clear();
        _validity.Clear();
        return This;
    }

    /// <inheritdoc/>
    public TArray Build()
    {
        var length = Length;
        var validity = _validity.Build(out var nulls);
        return (TArray)ArrowArrayFactory.BuildArray(new ArrayData(DataType, length, nulls, 0, [validity, _values.Build()]));
    }
}
