namespace Rerun.Data.Linq.Parsing;

/// <summary>A row of each side of a join.</summary>
internal sealed class JoinedPair<TLeft, TRight>(TLeft left, TRight right)
{
    public TLeft Left { get; } = left;

    public TRight Right { get; } = right;
}
