using System.Runtime.CompilerServices;

namespace Rerun.Query.Execution.Vectors;

/// <summary>The values of a fixed-width vector, flat or constant, row by row. Values of null rows are arbitrary.</summary>
internal readonly ref struct FixedView<T> : IRowReader<FixedView<T>, T>
    where T : unmanaged
{
    private readonly int _mask;

    /// <summary>A view of a flat or constant vector.</summary>
    public FixedView(ColumnVector vector)
    {
        Values = NewArrays.ValuesOf<T>(vector.Values);
        _mask = vector.IsConstant ? 0 : -1;
    }

    /// <inheritdoc/>
    public static FixedView<T> Over(ColumnVector vector) => new(vector);

    /// <summary>The values: one per row, or a single one.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Whether there is one value for all rows.</summary>
    public bool IsConstant => _mask == 0;

    /// <summary>The value of a row.</summary>
    public T this[int row]
    {
        // A constant has its one value at row 0, whichever row is asked for.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Values[row & _mask];
    }
}
