using Rerun.Query.Execution.Vectors;
using Rerun.Query.Execution.Windows;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>An aggregate from which rows can be taken away again, so that frames which move on cost what moves, not what they hold.</summary>
internal interface ISlidingAggregate
{
    /// <summary>Prepares frames over rows.</summary>
    /// <param name="arguments">The arguments of all rows.</param>
    /// <param name="workers">How many threads may help.</param>
    /// <returns>What makes an empty frame, or null if this call has arguments for which there is none; and about the bytes that each frame, and all together, hold.</returns>
    SlidingFrames? Slide(ColumnVector[] arguments, int workers);
}
