using System.Collections;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of true and false, one bit each.</summary>
public sealed class BooleanArray : ArrowArray, IReadOnlyList<bool?>
{
    private readonly ArrowBuffer _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public BooleanArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.Boolean);
        data.CheckLayout(2, 0);
        _values = data.Buffers[1];
        if (8L * _values.Length < (long)Offset + Length)
        {
            throw new ArgumentException($"An array of {Length} bits from {Offset} on does not fit a buffer of {_values.Length} bytes.", nameof(data));
        }
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="valueBuffer">The bits.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public BooleanArray(ArrowBuffer valueBuffer, ArrowBuffer nullBitmapBuffer, int length, int nullCount, int offset)
        : this(new ArrayData(BooleanType.Default, length, nullCount, offset, [nullBitmapBuffer, valueBuffer]))
    {
    }

    /// <summary>The bits; the first value's is at <see cref="ArrowArray.Offset"/>.</summary>
    public ArrowBuffer ValueBuffer => _values;

    /// <summary>The bits; the first value's is at <see cref="ArrowArray.Offset"/>.</summary>
    public ReadOnlySpan<byte> Values => _values.Span;

    int IReadOnlyCollection<bool?>.Count => Length;

    bool? IReadOnlyList<bool?>.this[int index] => GetValue(index);

    /// <summary>The value at a position, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public bool? GetValue(int index) => IsValid(index) ? BitUtility.GetBit(_values.Span, Offset + index) : null;

    /// <summary>All values, nulls included.</summary>
    public IEnumerator<bool?> GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
        {
            yield return GetValue(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Grows an array.</summary>
    public sealed class Builder : IArrowArrayBuilder<BooleanArray>
    {
        private readonly ArrowBuffer.BitmapBuilder _values = new();
        private readonly ValidityBuilder _validity = new();

        /// <inheritdoc/>
        public int Length => _values.Length;

        /// <inheritdoc/>
        public IArrowType DataType => BooleanType.Default;

        /// <summary>Adds a value.</summary>
        public Builder Append(bool value)
        {
            _values.Append(value);
            _validity.AppendValid();
            return this;
        }

        /// <summary>Adds a value or null.</summary>
        public Builder Append(bool? value) => value is { } known ? Append(known) : AppendNull();

        /// <summary>Adds values.</summary>
        public Builder AppendRange(IEnumerable<bool> values)
        {
            ArgumentNullException.ThrowIfNull(values);
            foreach (var value in values)
            {
                Append(value);
            }

            return this;
        }

        /// <summary>Adds a null.</summary>
        public Builder AppendNull()
        {
            _values.Append(false);
            _validity.AppendNull();
            return this;
        }

        void IArrowArrayBuilder.AppendNull() => AppendNull();

        /// <inheritdoc/>
        public BooleanArray Build()
        {
            var length = Length;
            var validity = _validity.Build(out var nulls);
            return new BooleanArray(_values.Build(), validity, length, nulls, 0);
        }
    }
}
