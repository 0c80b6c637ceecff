using Rerun.Arrow;

namespace Rerun.Query.Execution.Windows;

/// <summary>One end of a window frame.</summary>
/// <param name="Direction">-1 before the row, 0 the row (and for RANGE and GROUPS those equal to it), 1 after the row.</param>
/// <param name="Offset">
/// How far: null is to the end of the partition (for a direction that is not 0). A constant of length 1: BIGINT for ROWS and GROUPS; for
/// RANGE a BIGINT, DOUBLE, DURATION or INTERVAL that is added to the key.
/// </param>
internal sealed record WindowBound(int Direction, IArrowArray? Offset)
{
    /// <summary>UNBOUNDED PRECEDING.</summary>
    public static readonly WindowBound First = new(-1, null);

    /// <summary>CURRENT ROW.</summary>
    public static readonly WindowBound Current = new(0, null);

    /// <summary>UNBOUNDED FOLLOWING.</summary>
    public static readonly WindowBound Last = new(1, null);
}
