using Rerun.Arrow;

namespace Rerun.Data;

/// <summary>A column of a batch as numbers: the batch's own memory, not copied.</summary>
/// <typeparam name="T">The number, as it is stored.</typeparam>
public readonly ref struct RerunColumnValues<T>
    where T : unmanaged
{
    private readonly IArrowArray _array;

    internal RerunColumnValues(IArrowArray array, ReadOnlySpan<T> values)
    {
        _array = array;
        Values = values;
    }

    /// <summary>The values; what stands where a value is null means nothing. Valid while the batch is held.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The number of rows.</summary>
    public int Length => Values.Length;

    /// <summary>How many values are null; if none is, <see cref="IsNull"/> need not be asked.</summary>
    public int NullCount => _array.NullCount;

    /// <summary>The value of a row.</summary>
    /// <param name="row">The row's 0-based position in the batch.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public T this[int row] => Values[row];

    /// <summary>Whether the value of a row is null.</summary>
    /// <param name="row">The row's 0-based position in the batch.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _array.IsNull(row);
}
