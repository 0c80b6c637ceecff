using System.Runtime.CompilerServices;

namespace Rerun.Arrow.Selection;

/// <summary>Writes the same values again and again.</summary>
internal static class Repetition
{
    // So much is still near the processor when it is copied on.
    private const int MostAtOnce = 16 << 10;

    /// <summary>Fills a span with its first values, over and over; the last time perhaps only some of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(Span<T> target, int block)
        where T : unmanaged
    {
        if (block == 1)
        {
            target[1..].Fill(target[0]);
            return;
        }

        // What stands is a whole number of blocks, so that each copy may double it.
        var step = block;
        for (var filled = block; filled < target.Length; filled += step)
        {
            step = Math.Min(filled <= MostAtOnce ? filled : step, target.Length - filled);
            target[..step].CopyTo(target[filled..]);
        }
    }
}
