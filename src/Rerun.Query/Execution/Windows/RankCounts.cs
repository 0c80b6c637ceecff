using System.Numerics;

namespace Rerun.Query.Execution.Windows;

/// <summary>Which of so many ranks are present, with the k-th present one found in the logarithm of their number: sums over ranges of ranks, as in a Fenwick tree.</summary>
internal sealed class RankCounts
{
    private readonly int[] _sums;
    private readonly int _top;

    /// <summary>No rank is present.</summary>
    /// <param name="ranks">How many ranks there are.</param>
    public RankCounts(int ranks)
    {
        _sums = new int[ranks + 1];
        _top = ranks == 0 ? 0 : 1 << BitOperations.Log2((uint)ranks);
    }

    /// <summary>How many ranks are present.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a rank, or takes it away with a step of -1.</summary>
    public void Change(int rank, int step)
    {
        Count += step;
        for (var i = rank + 1; i < _sums.Length; i += i & -i)
        {
            _sums[i] += step;
        }
    }

    /// <summary>The present rank with so many below it.</summary>
    public int At(int place)
    {
        var found = 0;
        for (var step = _top; step > 0; step >>= 1)
        {
            if (found + step < _sums.Length && _sums[found + step] <= place)
            {
                found += step;
                place -= _sums[found];
            }
        }

        return found;
    }
}
