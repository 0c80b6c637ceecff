namespace Rerun.Query.Plan;

/// <summary>Which side of a join an expression looks at.</summary>
internal enum JoinSide
{
    /// <summary>Both, or none.</summary>
    Neither,

    /// <summary>The left one only.</summary>
    Left,

    /// <summary>The right one only.</summary>
    Right,
}
