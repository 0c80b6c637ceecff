namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What a window function does with nulls.
/// </summary>
internal enum NullTreatment
{
    /// <summary>not said</summary>
    Default,

    /// <summary><c>IGNORE NULLS</c></summary>
    Ignore,

    /// <summary><c>RESPECT NULLS</c></summary>
    Respect,
}
