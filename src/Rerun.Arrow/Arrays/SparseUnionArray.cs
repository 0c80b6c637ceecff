using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>A union whose children are each as long as the union.</summary>
public sealed class SparseUnionArray : UnionArray
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public SparseUnionArray(ArrayData data)
        : base(data, UnionMode.Sparse, 1)
    {
        foreach (var child in data.Children)
        {
            if (child.Length < (long)Offset + Length)
            {
                throw new ArgumentException($"{Length} values from {Offset} on do not fit a child of {child.Length} values.", nameof(data));
            }
        }
    }

    /// <summary>The array over children.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="children">The children.</param>
    /// <param name="typeIds">For each value the number of its child.</param>
    /// <param name="offset">Where the first value stands.</param>
    public SparseUnionArray(IArrowType dataType, int length, IEnumerable<IArrowArray> children, ArrowBuffer typeIds, int offset = 0)
        : this(new ArrayData(dataType, length, 0, offset, [typeIds], [.. children.Select(child => child.Data)]))
    {
    }

    /// <inheritdoc/>
    public override int GetChildPosition(int index) => index;

    private protected override IArrowArray[] BuildFields() =>
        Array.ConvertAll(Data.Children, child => ArrowArrayFactory.BuildArray(child.Slice(Offset, Length)));
}
