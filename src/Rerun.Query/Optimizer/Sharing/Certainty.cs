namespace Rerun.Query.Optimizer.Sharing;

/// <summary>For which rows a part of an expression is computed.</summary>
internal enum Certainty
{
    /// <summary>For those for which something before it asks.</summary>
    Perhaps,

    /// <summary>For all, unless a value before it is null in all of them.</summary>
    Usually,

    /// <summary>For all.</summary>
    Always,
}
