using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>Counts the results of frames while they are made: lists and texts of wide frames are far larger than the rows. Safe for several threads.</summary>
/// <param name="memory">The budget.</param>
/// <param name="operatorName">Who makes them, for errors.</param>
/// <param name="type">Their type.</param>
internal sealed class HeldPieces(MemoryBudget memory, string operatorName, IArrowType type) : IDisposable
{
    private long _held;

    /// <summary>Counts a piece, which it gives back.</summary>
    public IArrowArray Hold(IArrowArray piece)
    {
        // Values of a fixed width were counted with the rows.
        if (type is not FixedWidthType)
        {
            var size = ArraySize.Of(piece);
            memory.Reserve(size, operatorName);
            Interlocked.Add(ref _held, size);
        }

        return piece;
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Release(Interlocked.Exchange(ref _held, 0));
}
