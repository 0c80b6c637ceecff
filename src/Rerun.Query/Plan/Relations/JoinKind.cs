namespace Rerun.Query.Plan.Relations;

/// <summary>Which rows a join gives.</summary>
internal enum JoinKind
{
    /// <summary>Pairs that match.</summary>
    Inner,

    /// <summary>Pairs that match, and left rows without a match.</summary>
    Left,

    /// <summary>Pairs that match, and right rows without a match.</summary>
    Right,

    /// <summary>Pairs that match, and rows of both sides without a match.</summary>
    Full,

    /// <summary>Left rows that have a match; columns of the left only.</summary>
    Semi,

    /// <summary>Left rows that have no match; columns of the left only.</summary>
    Anti,

    /// <summary>All left rows; behind their columns whether they have a match.</summary>
    Mark,

    /// <summary>As <see cref="Mark"/>, in three-valued logic: null where there is no match but a null key might be one. This is IN.</summary>
    MarkUnknown,
}
