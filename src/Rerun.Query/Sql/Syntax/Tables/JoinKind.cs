namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Kinds of join.
/// </summary>
internal enum JoinKind
{
    /// <summary>rows that match</summary>
    Inner,

    /// <summary>and unmatched left rows</summary>
    Left,

    /// <summary>and unmatched right rows</summary>
    Right,

    /// <summary>and unmatched rows of both sides</summary>
    Full,

    /// <summary>every pair</summary>
    Cross,

    /// <summary>left rows with a match</summary>
    Semi,

    /// <summary>left rows without a match</summary>
    Anti,

    /// <summary>right rows with a match</summary>
    RightSemi,

    /// <summary>right rows without a match</summary>
    RightAnti,

    /// <summary>rows side by side by their number</summary>
    Positional,
}
