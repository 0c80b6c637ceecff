namespace Rerun.Query.Execution.Vectors;

/// <summary>Reads a flat or constant vector row by row, without a virtual call.</summary>
internal interface IRowReader<TSelf, T>
    where TSelf : IRowReader<TSelf, T>, allows ref struct
    where T : allows ref struct
{
    /// <summary>The reader of a vector.</summary>
    static abstract TSelf Over(ColumnVector vector);

    /// <summary>The value of a row; arbitrary where it is null.</summary>
    T this[int row] { get; }
}
