using System.Numerics;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Grows an array of lists.</summary>
/// <typeparam name="TOffset">The offsets: <see cref="int"/> or <see cref="long"/>.</typeparam>
/// <typeparam name="TArray">The class of the array.</typeparam>
/// <typeparam name="TBuilder">The class of the builder.</typeparam>
public abstract class ListArrayBuilder<TOffset, TArray, TBuilder> : IArrowArrayBuilder<TArray>
    where TOffset : unmanaged, IBinaryInteger<TOffset>
    where TArray : IArrowArray
    where TBuilder : ListArrayBuilder<TOffset, TArray, TBuilder>
{
    private readonly ArrowBuffer.Builder<TOffset> _starts = new();
    private readonly ValidityBuilder _validity = new();

    private protected ListArrayBuilder(IArrowType dataType, Field valueField)
    {
        DataType = dataType;
        ValueBuilder = ArrowArrayBuilderFactory.Build(valueField.DataType);
    }

    /// <summary>Takes the elements of the list that <see cref="Append"/> started.</summary>
    public IArrowArrayBuilder ValueBuilder { get; }

    /// <inheritdoc/>
    public int Length => _starts.Length;

    /// <inheritdoc/>
    public IArrowType DataType { get; }

    /// <summary>Starts a list; the elements that <see cref="ValueBuilder"/> gets from now on belong to it.</summary>
    public TBuilder Append()
    {
        _starts.Append(TOffset.CreateTruncating(ValueBuilder.Length));
        _validity.AppendValid();
        return (TBuilder)this;
    }

    /// <summary>Adds a null.</summary>
    public TBuilder AppendNull()
    {
        _starts.Append(TOffset.CreateTruncating(ValueBuilder.Length));
        _validity.AppendNull();
        return (TBuilder)this;
    }

    void IArrowArrayBuilder.AppendNull() => AppendNull();

    /// <inheritdoc/>
    public TArray Build()
    {
        var length = Length;
        _starts.Append(TOffset.CreateTruncating(ValueBuilder.Length));
        var validity = _validity.Build(out var nulls);
        return (TArray)ArrowArrayFactory.BuildArray(new ArrayData(DataType, length, nulls, 0, [validity, _starts.Build()], [ValueBuilder.Build().Data]));
    }
}
