namespace Rerun.Arrow;

/// <summary>Values of one type. Immutable.</summary>
public interface IArrowArray : IDisposable
{
    /// <summary>The number of values.</summary>
    int Length { get; }

    /// <summary>Where the first value stands in the buffers.</summary>
    int Offset { get; }

    /// <summary>The number of nulls.</summary>
    int NullCount { get; }

    /// <summary>Type, length and buffers.</summary>
    ArrayData Data { get; }

    /// <summary>Whether the value at a position is null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    bool IsNull(int index);

    /// <summary>Whether the value at a position is not null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    bool IsValid(int index);
}
