namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What a frame counts.
/// </summary>
internal enum FrameUnit
{
    /// <summary>rows</summary>
    Rows,

    /// <summary>values of the ORDER BY expression</summary>
    Range,

    /// <summary>groups of peers</summary>
    Groups,
}
