using System.Runtime.CompilerServices;

namespace Rerun.Query.Execution.Sorting;

/// <summary>Finds the least of many sort prefixes without sorting them.</summary>
internal static class LeastPrefixes
{
    /// <summary>Chooses the rows with the least prefixes.</summary>
    /// <param name="prefixes">The prefixes of all rows, more than are wanted.</param>
    /// <param name="isDescending">Whether the greatest are wanted instead.</param>
    /// <param name="wanted">How many rows are wanted, at least one.</param>
    /// <param name="firstOfEqual">Whether of rows with equal prefixes the first are preferred; else all that are as good as the worst wanted one are chosen.</param>
    /// <param name="rows">The chosen rows, ascending.</param>
    /// <returns>A row whose prefix is the worst of those wanted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Select(ReadOnlySpan<ulong> prefixes, bool isDescending, int wanted, bool firstOfEqual, out int[] rows)
    {
        // The wanted ones so far, as a heap whose root is the worst.
        var flip = isDescending ? ulong.MaxValue : 0;
        var heap = new ulong[wanted];
        for (var i = 0; i < wanted; i++)
        {
            heap[i] = prefixes[i] ^ flip;
        }

        for (var i = (wanted / 2) - 1; i >= 0; i--)
        {
            SiftDown(heap, i);
        }

        for (var i = wanted; i < prefixes.Length; i++)
        {
            if ((prefixes[i] ^ flip) < heap[0])
            {
                heap[0] = prefixes[i] ^ flip;
                SiftDown(heap, 0);
            }
        }

        var worst = heap[0];
        var worstRow = -1;
        var equal = 0;
        foreach (var prefix in heap)
        {
            equal += prefix == worst ? 1 : 0;
        }

        var chosen = new List<int>(wanted);
        for (var i = 0; i < prefixes.Length; i++)
        {
            var prefix = prefixes[i] ^ flip;
            if (prefix == worst)
            {
                worstRow = i;
                if (!firstOfEqual || equal-- > 0)
                {
                    chosen.Add(i);
                }
            }
            else if (prefix < worst)
            {
                chosen.Add(i);
            }
        }

        rows = [.. chosen];
        return worstRow;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SiftDown(ulong[] heap, int at)
    {
        var value = heap[at];
        for (var child = (2 * at) + 1; child < heap.Length; child = (2 * at) + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1] > heap[child])
            {
                child++;
            }

            if (heap[child] <= value)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = value;
    }
}
