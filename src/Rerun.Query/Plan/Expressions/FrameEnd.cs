namespace Rerun.Query.Plan.Expressions;

/// <summary>One end of a window frame.</summary>
/// <param name="Direction">-1 before the row, 0 the row itself (and, but for ROWS, those equal to it in order), 1 after it.</param>
/// <param name="Offset">How far, a value without columns; null is to the end of the partition.</param>
internal sealed record FrameEnd(int Direction, ScalarExpression? Offset)
{
    /// <inheritdoc/>
    public override string ToString() => Direction == 0 ? "CURRENT ROW" : $"{Offset?.ToString() ?? "UNBOUNDED"} {(Direction < 0 ? "PRECEDING" : "FOLLOWING")}";
}
