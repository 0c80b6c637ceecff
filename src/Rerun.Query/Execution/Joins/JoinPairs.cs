using System.Runtime.InteropServices;

namespace Rerun.Query.Execution.Joins;

/// <summary>Pairs of a left and a right row.</summary>
internal sealed class JoinPairs
{
    private readonly List<int> _left = [];
    private readonly List<int> _right = [];

    /// <summary>The number of pairs.</summary>
    public int Count => _left.Count;

    /// <summary>The left rows.</summary>
    public ReadOnlySpan<int> Left => CollectionsMarshal.AsSpan(_left);

    /// <summary>The right rows.</summary>
    public ReadOnlySpan<int> Right => CollectionsMarshal.AsSpan(_right);

    /// <summary>Adds a pair.</summary>
    public void Add(int left, int right)
    {
        _left.Add(left);
        _right.Add(right);
    }

    /// <summary>The left row of a pair.</summary>
    public int LeftAt(int pair) => _left[pair];

    /// <summary>The right row of a pair.</summary>
    public int RightAt(int pair) => _right[pair];
}
