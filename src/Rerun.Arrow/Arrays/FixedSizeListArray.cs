using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of lists, each equally long.</summary>
public sealed class FixedSizeListArray : ArrowArray
{
    private IArrowArray? _values;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public FixedSizeListArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.FixedSizeList);
        data.CheckLayout(1, 1);
        ListSize = ((FixedSizeListType)data.DataType).ListSize;
        if (data.Children[0].Length < ((long)Offset + Length) * ListSize)
        {
            throw new ArgumentException($"{Length} lists of {ListSize} from {Offset} on do not fit {data.Children[0].Length} elements.", nameof(data));
        }
    }

    /// <summary>The array over elements.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of lists.</param>
    /// <param name="values">The elements of all lists.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first list stands.</param>
    public FixedSizeListArray(IArrowType dataType, int length, IArrowArray values, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(dataType, length, nullCount, offset, [nullBitmapBuffer], [values.Data])) => _values = values;

    /// <summary>The number of elements of every list.</summary>
    public int ListSize { get; }

    /// <summary>The elements; those of the first list start at <see cref="ArrowArray.Offset"/> times <see cref="ListSize"/>.</summary>
    public IArrowArray Values => _values ??= ArrowArrayFactory.BuildArray(Data.Children[0]);

    /// <summary>Where a list starts in <see cref="Values"/>.</summary>
    public int GetValueOffset(int index)
    {
        CheckIndex(index);
        return (Offset + index) * ListSize;
    }

    /// <summary>The elements of these lists only, one list after the other.</summary>
    public IArrowArray GetElements() => ArrowArrayFactory.Slice(Values, Offset * ListSize, Length * ListSize);

    /// <summary>The elements of a list, not copied; null for a null.</summary>
    public IArrowArray? GetSlicedValues(int index) => IsValid(index) ? ArrowArrayFactory.Slice(Values, (Offset + index) * ListSize, ListSize) : null;

    /// <summary>Grows an array.</summary>
    public sealed class Builder : IArrowArrayBuilder<FixedSizeListArray>
    {
        private readonly FixedSizeListType _type;
        private readonly ValidityBuilder _validity = new();

        /// <summary>An empty builder of a type.</summary>
        public Builder(FixedSizeListType dataType)
        {
            ArgumentNullException.ThrowIfNull(dataType);
            _type = dataType;
            ValueBuilder = ArrowArrayBuilderFactory.Build(dataType.ValueDataType);
        }

        /// <summary>An empty builder of lists of a field's values.</summary>
        public Builder(Field valueField, int listSize)
            : this(new FixedSizeListType(valueField, listSize))
        {
        }

        /// <summary>An empty builder of lists of nullable values of a type.</summary>
        public Builder(IArrowType valueDataType, int listSize)
            : this(new FixedSizeListType(valueDataType, listSize))
        {
        }

        /// <summary>Takes the elements; after <see cref="Append"/>, as many as a list has.</summary>
        public IArrowArrayBuilder ValueBuilder { get; }

        /// <inheritdoc/>
        public int Length => _validity.Length;

        /// <inheritdoc/>
        public IArrowType DataType => _type;

        /// <summary>Starts a list; its elements go to <see cref="ValueBuilder"/>.</summary>
        public Builder Append()
        {
            _validity.AppendValid();
            return this;
        }

        /// <summary>Adds a null, with the null elements that it takes.</summary>
        public Builder AppendNull()
        {
            _validity.AppendNull();
            for (var i = 0; i < _type.ListSize; i++)
            {
                ValueBuilder.AppendNull();
            }

            return this;
        }

        void IArrowArrayBuilder.AppendNull() => AppendNull();

        /// <inheritdoc/>
        /// <exception cref="InvalidOperationException">The elements are not as many as the lists need.</exception>
        public FixedSizeListArray Build()
        {
            var length = Length;
            if (ValueBuilder.Length != (long)length * _type.ListSize)
            {
                throw new InvalidOperationException($"{length} lists of {_type.ListSize} got {ValueBuilder.Length} elements.");
            }

            var validity = _validity.Build(out var nulls);
            return new FixedSizeListArray(_type, length, ValueBuilder.Build(), validity, nulls);
        }
    }
}
