using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of structs: several children side by side.</summary>
public sealed class StructArray : ArrowArray
{
    private IArrowArray[]? _fields;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type, or a child is too short.</exception>
    public StructArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.Struct);
        data.CheckLayout(1, ((StructType)data.DataType).Fields.Count);
        foreach (var child in data.Children)
        {
            if (child.Length < (long)Offset + Length)
            {
                throw new ArgumentException($"{Length} structs from {Offset} on do not fit a child of {child.Length} values.", nameof(data));
            }
        }
    }

    /// <summary>The array over children.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of structs.</param>
    /// <param name="children">The children.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first struct stands in the children.</param>
    public StructArray(IArrowType dataType, int length, IEnumerable<IArrowArray> children, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(dataType, length, nullCount, offset, [nullBitmapBuffer], [.. children.Select(child => child.Data)]))
    {
    }

    /// <summary>The children, cut to these structs. A child's value where the struct is null means nothing.</summary>
    public IReadOnlyList<IArrowArray> Fields => _fields ??= Array.ConvertAll(Data.Children, child => ArrowArrayFactory.BuildArray(child.Slice(Offset, Length)));

    /// <summary>Grows an array.</summary>
    public sealed class Builder : IArrowArrayBuilder<StructArray>
    {
        private readonly StructType _type;
        private readonly IArrowArrayBuilder[] _fields;
        private readonly ValidityBuilder _validity = new();

        /// <summary>An empty builder of a type.</summary>
        public Builder(StructType dataType)
        {
            ArgumentNullException.ThrowIfNull(dataType);
            _type = dataType;
            _fields = [.. dataType.Fields.Select(field => ArrowArrayBuilderFactory.Build(field.DataType))];
        }

        /// <inheritdoc/>
        public int Length => _validity.Length;

        /// <inheritdoc/>
        public IArrowType DataType => _type;

        /// <summary>Takes the values of a child: one after each <see cref="Append"/>.</summary>
        public IArrowArrayBuilder FieldBuilder(int index) => _fields[index];

        /// <summary>Adds a struct; each child must get its value too.</summary>
        public Builder Append()
        {
            _validity.AppendValid();
            return this;
        }

        /// <summary>Adds a null, with the null that each child takes.</summary>
        public Builder AppendNull()
        {
            _validity.AppendNull();
            foreach (var field in _fields)
            {
                field.AppendNull();
            }

            return this;
        }

        void IArrowArrayBuilder.AppendNull() => AppendNull();

        /// <inheritdoc/>
        /// <exception cref="InvalidOperationException">A child has not as many values as there are structs.</exception>
        public StructArray Build()
        {
            var length = Length;
            for (var i = 0; i < _fields.Length; i++)
            {
                if (_fields[i].Length != length)
                {
                    throw new InvalidOperationException($"Child '{_type.Fields[i].Name}' got {_fields[i].Length} values for {length} structs.");
                }
            }

            var validity = _validity.Build(out var nulls);
            return new StructArray(_type, length, _fields.Select(field => field.Build()), validity, nulls);
        }
    }
}
