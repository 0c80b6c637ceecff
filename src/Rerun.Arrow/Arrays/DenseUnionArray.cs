using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>A union whose children hold only their own values.</summary>
public sealed class DenseUnionArray : UnionArray
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public DenseUnionArray(ArrayData data)
        : base(data, UnionMode.Dense, 2)
    {
        if (data.Buffers[1].Length / sizeof(int) < (long)Offset + Length)
        {
            throw new ArgumentException($"{Length} offsets from {Offset} on do not fit a buffer of {data.Buffers[1].Length} bytes.", nameof(data));
        }
    }

    /// <summary>The array over children.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="children">The children.</param>
    /// <param name="typeIds">For each value the number of its child.</param>
    /// <param name="valuesOffsetBuffer">For each value where it stands in its child.</param>
    /// <param name="offset">Where the first value stands.</param>
    public DenseUnionArray(IArrowType dataType, int length, IEnumerable<IArrowArray> children, ArrowBuffer typeIds, ArrowBuffer valuesOffsetBuffer, int offset = 0)
        : this(new ArrayData(dataType, length, 0, offset, [typeIds, valuesOffsetBuffer], [.. children.Select(child => child.Data)]))
    {
    }

    /// <summary>For each value where it stands in its child.</summary>
    public ReadOnlySpan<int> ValueOffsets => MemoryMarshal.Cast<byte, int>(Data.Buffers[1].Span).Slice(Offset, Length);

    /// <summary>The buffer of the offsets.</summary>
    public ArrowBuffer ValueOffsetBuffer => Data.Buffers[1];

    /// <inheritdoc/>
    public override int GetChildPosition(int index) => ValueOffsets[index];

    private protected override IArrowArray[] BuildFields() => Array.ConvertAll(Data.Children, ArrowArrayFactory.BuildArray);
}
