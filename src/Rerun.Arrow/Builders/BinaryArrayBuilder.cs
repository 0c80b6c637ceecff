using System.Numerics;
using System.Text;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Grows an array of byte strings.</summary>
/// <typeparam name="TOffset">The offsets: <see cref="int"/> or <see cref="long"/>.</typeparam>
/// <typeparam name="TArray">The class of the array.</typeparam>
/// <typeparam name="TBuilder">The class of the builder.</typeparam>
public abstract class BinaryArrayBuilder<TOffset, TArray, TBuilder> : IArrowArrayBuilder<TArray>
    where TOffset : unmanaged, IBinaryInteger<TOffset>
    where TArray : IArrowArray
    where TBuilder : BinaryArrayBuilder<TOffset, TArray, TBuilder>
{
    private readonly ArrowBuffer.Builder<TOffset> _offsets = new();
    private readonly ArrowBuffer.Builder<byte> _bytes = new(0);
    private readonly ValidityBuilder _validity = new();

    private protected BinaryArrayBuilder(IArrowType dataType)
    {
        DataType = dataType;
        _offsets.Append(TOffset.Zero);
    }

    /// <inheritdoc/>
    public int Length => _validity.Length;

    /// <inheritdoc/>
    public IArrowType DataType { get; }

    private TBuilder This => (TBuilder)this;

    /// <summary>Adds a value.</summary>
    public TBuilder Append(ReadOnlySpan<byte> value)
    {
        _bytes.Append(value);
        return EndValue();
    }

    /// <summary>Adds a value, or null for null.</summary>
    public TBuilder Append(byte[]? value) => value is null ? AppendNull() : Append(value.AsSpan());

    /// <summary>Adds values, or nulls.</summary>
    public TBuilder AppendRange(IEnumerable<byte[]?> values)
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
        _offsets.Append(TOffset.CreateTruncating(_bytes.Length));
        _validity.AppendNull();
        return This;
    }

    void IArrowArrayBuilder.AppendNull() => AppendNull();

    /// <summary>Makes room for so many more values.</summary>
    public TBuilder Reserve(int additionalCapacity)
    {
        _offsets.Reserve(additionalCapacity);
        return This;
    }

    /// <inheritdoc/>
    public TArray Build()
    {
        var length = Length;
        var validity = _validity.Build(out var nulls);
        var data = new ArrayData(DataType, length, nulls, 0, [validity, _offsets.Build(), _bytes.Build()]);
        _offsets.Append(TOffset.Zero);
        return (TArray)ArrowArrayFactory.BuildArray(data);
    }

    private protected void AppendText(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, _bytes.AppendSpan(count));
        EndValue();
    }

    private TBuilder EndValue()
    {
        _offsets.Append(TOffset.CreateTruncating(_bytes.Length));
        _validity.AppendValid();
        return This;
    }
}
