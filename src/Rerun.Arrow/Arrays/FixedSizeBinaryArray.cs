using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of byte strings, each equally long.</summary>
public class FixedSizeBinaryArray : ArrowArray
{
    private readonly ArrowBuffer _values;
    private readonly int _width;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public FixedSizeBinaryArray(ArrayData data)
        : this(data, ArrowTypeId.FixedSizedBinary)
    {
    }

    private protected FixedSizeBinaryArray(ArrayData data, ArrowTypeId expected)
        : base(data)
    {
        CheckType(expected);
        data.CheckLayout(2, 0);
        _values = data.Buffers[1];
        _width = ((FixedSizeBinaryType)data.DataType).ByteWidth;
        if (((long)Offset + Length) * _width > _values.Length)
        {
            throw new ArgumentException($"{Length} values of {_width} bytes from {Offset} on do not fit a buffer of {_values.Length} bytes.", nameof(data));
        }
    }

    /// <summary>The bytes of one value.</summary>
    public int ByteWidth => _width;

    /// <summary>The buffer of the values.</summary>
    public ArrowBuffer ValueBuffer => _values;

    /// <summary>The bytes of these values, one after the other; what stands where a value is null means nothing.</summary>
    public ReadOnlySpan<byte> Values => _values.Span.Slice(Offset * _width, Length * _width);

    /// <summary>The bytes of a value, not copied; empty for a null.</summary>
    public ReadOnlySpan<byte> GetBytes(int index) => IsValid(index) ? _values.Span.Slice((Offset + index) * _width, _width) : default;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : IArrowArrayBuilder<FixedSizeBinaryArray>
    {
        private readonly FixedSizeBinaryType _type;
        private readonly ArrowBuffer.Builder<byte> _values = new();
        private readonly ValidityBuilder _validity = new();

        /// <summary>An empty builder of values with so many bytes.</summary>
        public Builder(int byteWidth)
            : this(new FixedSizeBinaryType(byteWidth))
        {
        }

        /// <summary>An empty builder of a type.</summary>
        public Builder(FixedSizeBinaryType dataType)
        {
            ArgumentNullException.ThrowIfNull(dataType);
            _type = dataType;
        }

        /// <inheritdoc/>
        public int Length => _validity.Length;

        /// <inheritdoc/>
        public IArrowType DataType => _type;

        /// <summary>Adds a value.</summary>
        /// <exception cref="ArgumentException">It has not the right number of bytes.</exception>
        public Builder Append(ReadOnlySpan<byte> value)
        {
            if (value.Length != _type.ByteWidth)
            {
                throw new ArgumentException($"A value of {_type} has {_type.ByteWidth} bytes, not {value.Length}.", nameof(value));
            }

            _values.Append(value);
            _validity.AppendValid();
            return this;
        }

        /// <summary>Adds a null.</summary>
        public Builder AppendNull()
        {
            _values.AppendSpan(_type.ByteWidth);
            _validity.AppendNull();
            return this;
        }

        void IArrowArrayBuilder.AppendNull() => AppendNull();

        /// <inheritdoc/>
        public FixedSizeBinaryArray Build()
        {
            var length = Length;
            var validity = _validity.Build(out var nulls);
            return (FixedSizeBinaryArray)ArrowArrayFactory.BuildArray(new ArrayData(_type, length, nulls, 0, [validity, _values.Build()]));
        }
    }
}
