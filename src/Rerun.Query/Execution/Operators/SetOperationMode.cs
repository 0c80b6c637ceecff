namespace Rerun.Query.Execution.Operators;

/// <summary>The set operations that look at both sides.</summary>
internal enum SetOperationMode
{
    /// <summary>Rows of the left that the right has too, once each.</summary>
    Intersect,

    /// <summary>As often as on the side that has them less often.</summary>
    IntersectAll,

    /// <summary>Rows of the left that the right has not, once each.</summary>
    Except,

    /// <summary>As often as the left has them more than the right.</summary>
    ExceptAll,
}
