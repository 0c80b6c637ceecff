namespace Rerun.Query.Functions;

/// <summary>What a window function computes.</summary>
internal enum WindowFunctionKind
{
    /// <summary>The number of the row, from 1.</summary>
    RowNumber,

    /// <summary>The number of the first row that is equal in order.</summary>
    Rank,

    /// <summary>The number of the group of rows that are equal in order.</summary>
    DenseRank,

    /// <summary>(rank - 1) / (rows - 1).</summary>
    PercentRank,

    /// <summary>The part of the rows that are not after this one.</summary>
    CumulativeDistribution,

    /// <summary>The number of the bucket of as equal size as can be.</summary>
    NTile,

    /// <summary>A value some rows before.</summary>
    Lag,

    /// <summary>A value some rows after.</summary>
    Lead,

    /// <summary>The first value of the frame.</summary>
    FirstValue,

    /// <summary>The last value of the frame.</summary>
    LastValue,

    /// <summary>The n-th value of the frame.</summary>
    NthValue,
}
