using System.Buffers.Binary;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Grows an array of views.</summary>
/// <typeparam name="TArray">The class of the array.</typeparam>
/// <typeparam name="TBuilder">The class of the builder.</typeparam>
public abstract class BinaryViewArrayBuilder<TArray, TBuilder> : IArrowArrayBuilder<TArray>
    where TArray : IArrowArray
    where TBuilder : BinaryViewArrayBuilder<TArray, TBuilder>
{
    private readonly ArrowBuffer.Builder<byte> _views = new(0);
    private readonly ArrowBuffer.Builder<byte> _bytes = new(0);
    private readonly ValidityBuilder _validity = new();

    private protected BinaryViewArrayBuilder(IArrowType dataType) => DataType = dataType;

    /// <inheritdoc/>
    public int Length => _validity.Length;

    /// <inheritdoc/>
    public IArrowType DataType { get; }

    private TBuilder This => (TBuilder)this;

    /// <summary>Adds a value.</summary>
    public TBuilder Append(ReadOnlySpan<byte> value)
    {
        var view = _views.AppendSpan(BinaryViewArray.ViewSize);
        BinaryPrimitives.WriteInt32LittleEndian(view, value.Length);
        if (value.Length <= BinaryViewArray.InlineLimit)
        {
            value.CopyTo(view[4..]);
        }
        else
        {
            value[..4].CopyTo(view[4..]);
            BinaryPrimitives.WriteInt32LittleEndian(view[12..], _bytes.Length);
            _bytes.Append(value);
        }

        _validity.AppendValid();
        return This;
    }

    /// <summary>Adds a null.</summary>
    public TBuilder AppendNull()
    {
        _views.AppendSpan(BinaryViewArray.ViewSize);
        _validity.AppendNull();
        return This;
    }

    void IArrowArrayBuilder.AppendNull() => AppendNull();

    /// <inheritdoc/>
    public TArray Build()
    {
        var length = Length;
        var validity = _validity.Build(out var nulls);
        ArrowBuffer[] buffers = _bytes.Length == 0 ? [validity, _views.Build()] : [validity, _views.Build(), _bytes.Build()];
        return (TArray)ArrowArrayFactory.BuildArray(new ArrayData(DataType, length, nulls, 0, buffers));
    }
}
