namespace Rerun.Query.Plan.Relations;

/// <summary>How the rows of two relations are put together.</summary>
internal enum SetOperationKind
{
    /// <summary>The rows of all, one relation after the other.</summary>
    UnionAll,

    /// <summary>Rows that are in both; with ALL as often as in the one that has fewer.</summary>
    Intersect,

    /// <summary>Rows of the first that are not in the second; with ALL one less for each.</summary>
    Except,
}
