namespace Rerun.Query.Execution.Operators;

/// <summary>Which rows a join yields.</summary>
internal enum JoinType
{
    /// <summary>Pairs that match.</summary>
    Inner,

    /// <summary>Pairs that match, and left rows without a match.</summary>
    Left,

    /// <summary>Pairs that match, and right rows without a match.</summary>
    Right,

    /// <summary>Pairs that match, and rows of both sides without a match.</summary>
    Full,

    /// <summary>Left rows with a match, once each; left columns only.</summary>
    Semi,

    /// <summary>Left rows without a match; left columns only.</summary>
    Anti,

    /// <summary>
    /// All left rows, and a boolean: whether there is a match, NULL if there is none but might be one if a null key were known. This is IN.
    /// </summary>
    Mark,

    /// <summary>All left rows, and a boolean: whether there is a match. This is EXISTS.</summary>
    Matched,
}
