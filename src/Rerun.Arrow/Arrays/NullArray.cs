using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array that holds only nulls.</summary>
public sealed class NullArray : ArrowArray
{
    /// <summary>The array over some data.</summary>
    public NullArray(ArrayData data)
        : base(data) => CheckType(ArrowTypeId.Null);

    /// <summary>So many nulls.</summary>
    public NullArray(int length)
        : this(new ArrayData(NullType.Default, length, length, 0, Array.Empty<ArrowBuffer>()))
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(int index)
    {
        CheckIndex(index);
        return false;
    }

    /// <summary>Grows an array.</summary>
    public sealed class Builder : IArrowArrayBuilder<NullArray>
    {
        /// <inheritdoc/>
        public int Length { get; private set; }

        /// <inheritdoc/>
        public IArrowType DataType => NullType.Default;

        /// <summary>Adds a null.</summary>
        public Builder AppendNull()
        {
            Length++;
            return this;
        }

        void IArrowArrayBuilder.AppendNull() => AppendNull();

        /// <inheritdoc/>
        public NullArray Build()
        {
            var array = new NullArray(Length);
            Length = 0;
            return array;
        }
    }
}
