using System.Runtime.CompilerServices;

namespace Rerun.Query.Execution.Sorting;

/// <summary>Rows that are sorted by a prefix, then by comparers, then by their number: no two are equal, so that every way of sorting gives one order.</summary>
/// <param name="prefixes">The prefix of each place; sorted along.</param>
/// <param name="rows">The row of each place; ascending where nothing has been sorted yet.</param>
/// <param name="rest">What tells rows with equal prefixes apart.</param>
internal sealed class SortedPart(ulong[] prefixes, int[] rows, RowComparer[] rest) : IComparer<int>
{
    private const int RowsWorthAThread = 1 << 15;

    /// <summary>Sorts a range of places.</summary>
    /// <param name="start">The first.</param>
    /// <param name="end">The end.</param>
    /// <param name="workers">How many threads may sort.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort(int start, int end, int workers)
    {
        // Rows of a dataset often come in order already.
        if (IsSorted(start, end))
        {
            return;
        }

        var pieces = Math.Clamp((end - start) / RowsWorthAThread, 1, workers);
        if (pieces == 1)
        {
            SortAlone(start, end);
            return;
        }

        int[] borders = [.. Enumerable.Range(0, pieces + 1).Select(i => start + (int)((end - start) * (long)i / pieces))];
        System.Threading.Tasks.Parallel.For(0, pieces, i => SortAlone(borders[i], borders[i + 1]));
        var otherPrefixes = new ulong[prefixes.Length];
        var otherRows = new int[rows.Length];
        while (borders.Length > 2)
        {
            int[] wider = [.. borders.Where((_, i) => i % 2 == 0 || i == borders.Length - 1)];
            var narrow = borders;
            System.Threading.Tasks.Parallel.For(0, wider.Length - 1, i =>
            {
                var middle = narrow[Math.Min((2 * i) + 1, narrow.Length - 1)];
                Merge(wider[i], middle, wider[i + 1], otherPrefixes, otherRows);
            });
            otherPrefixes.AsSpan(start, end - start).CopyTo(prefixes.AsSpan(start));
            otherRows.AsSpan(start, end - start).CopyTo(rows.AsSpan(start));
            borders = wider;
        }
    }

    /// <summary>Compares two rows with equal prefixes.</summary>
    public int Compare(int left, int right)
    {
        foreach (var comparer in rest)
        {
            if (comparer.Compare(left, right) is var order and not 0)
            {
                return order;
            }
        }

        return left.CompareTo(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsSorted(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (prefixes[i - 1] > prefixes[i] || (prefixes[i - 1] == prefixes[i] && Compare(rows[i - 1], rows[i]) > 0))
            {
                return false;
            }
        }

        return true;
    }

    private void SortAlone(int start, int end)
    {
        prefixes.AsSpan(start, end - start).Sort(rows.AsSpan(start, end - start));
        for (var i = start; i < end;)
        {
            var prefix = prefixes[i];
            var next = i + 1;
            while (next < end && prefixes[next] == prefix)
            {
                next++;
            }

            var equal = rows.AsSpan(i, next - i);
            if (equal.Length > 1)
            {
                if (rest.Length == 0)
                {
                    equal.Sort();
                }
                else
                {
                    equal.Sort(this);
                }
            }

            i = next;
        }
    }

    private void Merge(int start, int middle, int end, ulong[] intoPrefixes, int[] intoRows)
    {
        var (left, right) = (start, middle);
        for (var at = start; at < end; at++)
        {
            var takesLeft = left < middle && (right >= end || prefixes[left] < prefixes[right]
                || (prefixes[left] == prefixes[right] && Compare(rows[left], rows[right]) < 0));
            var from = takesLeft ? left++ : right++;
            intoPrefixes[at] = prefixes[from];
            intoRows[at] = rows[from];
        }
    }
}
